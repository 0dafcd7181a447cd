using Spark.Connect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Results;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>
/// The work of one operation, on a thread of its own: the plan becomes SQL, its result becomes responses in Spark's order.
/// </summary>
internal sealed class PlanExecution(
    ServerVersion version, Session session, Operation operation, ExecutePlanRequest request, FaultPlan faults)
{
    private readonly ResponseWriter _responses = new(version, session, operation, request);

    public void Run()
    {
        var connection = session.Rent();
        operation.Use(connection);
        try
        {
            operation.Canceled.ThrowIfCancellationRequested();
            if (request.Plan.Root is { } root)
            {
                RunQuery(connection, CompiledPlan.Of(root, version, session, connection));
            }
            else
            {
                RunSqlCommand(connection, request.Plan.Command.SqlCommand ?? throw SparkErrors.Unsupported("A command other than SQL"));
            }
        }
        finally
        {
            operation.Use(null);
            session.GiveBack(connection);
        }

        _responses.Complete();
    }

    /// <summary>A query is handed back unrun, for the client to run; anything else is run at once.</summary>
    private void RunSqlCommand(DuckConnection connection, SqlCommand command)
    {
        var sql = new SQL { Query = command.Sql, Args = { command.Args }, PosArgs = { command.PosArgs } };
        sql.NamedArguments.Add(command.NamedArguments);
        sql.PosArguments.AddRange(command.PosArguments);
        var relation = new Relation { Sql = sql };
        var plan = CompiledPlan.Of(relation, version, session, connection);
        plan.Apply(connection);
        if (plan.HasResult)
        {
            connection.Prepare(plan.Query, plan.Source).Dispose(); // an invalid statement fails now
        }

        // Spark adds a local relation with what a command gave; the suite's client does not read it.
        _responses.SqlResult(plan.IsCommand ? null : relation);
        if (plan.IsCommand)
        {
            _responses.Metrics(rows: 0);
        }
    }

    private void RunQuery(DuckConnection connection, CompiledPlan plan)
    {
        plan.Apply(connection);
        if (!plan.HasResult)
        {
            _responses.Schema([]);
            _responses.Batch(new ArrowBatches([], session.Config.Batches).Finish()!.Value);
            _responses.Metrics(rows: 0);
            return;
        }

        var struck = plan.IsCommand ? QueryFaults.None : Strike();
        using var statement = connection.Prepare(plan.Query, plan.Source);
        var columns = plan.IsCommand ? statement.Columns : DecimalSums.Narrow(plan, statement.Columns, connection);
        _responses.Schema(columns);
        if (struck.Fails)
        {
            throw new SparkException(ErrorKind.Runtime, "EMBEDDED_FAULT", "XX000", "This query fails on purpose.");
        }

        Wait(struck.BeforeRows);
        statement.Execute();
        var batches = new ArrowBatches(columns, session.Config.Batches, struck);
        var rows = 0L;
        while (statement.Fetch() is { } chunk)
        {
            using (chunk)
            {
                foreach (var batch in batches.Append(chunk))
                {
                    Wait(rows == 0 ? TimeSpan.Zero : struck.BetweenBatches);
                    _responses.Batch(batch);
                    rows += batch.Rows;
                }
            }

            operation.Canceled.ThrowIfCancellationRequested();
        }

        if (batches.Finish() is { } last)
        {
            Wait(rows == 0 ? TimeSpan.Zero : struck.BetweenBatches);
            _responses.Batch(last);
            rows += last.Rows;
        }

        _responses.Metrics(rows);
    }

    private QueryFaults Strike()
    {
        var struck = faults.Next();
        Wait(struck.Delay);
        return struck;
    }

    private void Wait(TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            operation.Canceled.WaitHandle.WaitOne(delay);
            operation.Canceled.ThrowIfCancellationRequested();
        }
    }
}
