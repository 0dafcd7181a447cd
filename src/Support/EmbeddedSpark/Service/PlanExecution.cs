using Google.Protobuf;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Results;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>The work of one operation, on a thread of its own: the plan becomes SQL, its result becomes responses in Spark's order.</summary>
internal sealed class PlanExecution(ServerVersion version, Session session, Operation operation, ExecutePlanRequest request, FaultPlan faults)
{
    private readonly ResponseWriter responses = new(version, session, operation, request);

    public void Run()
    {
        var connection = session.Rent();
        operation.Use(connection);
        var compiler = new PlanCompiler(version, session, connection);
        try
        {
            operation.Canceled.ThrowIfCancellationRequested();
            var plan = request.Plan;
            if (plan.Root is { } root)
            {
                RunQuery(connection, compiler.Compile(root));
            }
            else
            {
                RunCommand(connection, compiler, plan.Command ?? throw SparkErrors.Unsupported("A compressed plan"));
            }
        }
        finally
        {
            compiler.Dispose();
            operation.Use(null);
            session.GiveBack(connection);
        }

        responses.Complete();
    }

    private void RunCommand(DuckConnection connection, PlanCompiler compiler, Command command)
    {
        switch (command.CommandTypeCase)
        {
            case Command.CommandTypeOneofCase.SqlCommand:
                RunSqlCommand(connection, compiler, SqlCommands.ToRelation(command.SqlCommand, version));
                break;
            case Command.CommandTypeOneofCase.CreateDataframeView:
                compiler.CreateView(command.CreateDataframeView);
                break;
            default:
                throw SparkErrors.Unsupported($"The command {command.CommandTypeCase}");
        }
    }

    /// <summary>A query is handed back unrun, for the client to run; anything else is run at once and its result handed back.</summary>
    private void RunSqlCommand(DuckConnection connection, PlanCompiler compiler, Relation relation)
    {
        var plan = compiler.Compile(relation);
        if (!plan.IsCommand)
        {
            connection.Prepare(plan.Query, plan.Source).Dispose(); // an invalid query fails now
            responses.SqlResult(relation);
            return;
        }

        plan.Apply(connection);
        var data = ByteString.Empty;
        if (plan.HasResult)
        {
            using var statement = connection.Prepare(plan.Query, plan.Source);
            statement.Execute();
            var batches = new ArrowBatches(statement.Columns, session.Config.Batches with { MaxRows = int.MaxValue, MaxBytes = long.MaxValue, Codec = null });
            while (statement.Fetch() is { } chunk)
            {
                using (chunk)
                {
                    _ = batches.Append(chunk).Count();
                }
            }

            data = batches.Finish()!.Value.Data;
        }
        else
        {
            data = new ArrowBatches([], session.Config.Batches).Finish()!.Value.Data;
        }

        responses.SqlResult(new Relation { Common = relation.Common, LocalRelation = new LocalRelation { Data = data } });
        responses.Metrics(rows: 0);
    }

    private void RunQuery(DuckConnection connection, CompiledPlan plan)
    {
        plan.Apply(connection);
        if (!plan.HasResult)
        {
            responses.Schema([]);
            responses.Batch(new ArrowBatches([], session.Config.Batches).Finish()!.Value);
            responses.Metrics(rows: 0);
            return;
        }

        var struck = plan.IsCommand ? QueryFaults.None : Strike();
        using var statement = connection.Prepare(plan.Query, plan.Source);
        var columns = plan.IsCommand ? statement.Columns : DecimalSums.Narrow(plan, statement.Columns, connection);
        responses.Schema(columns);
        if (struck.Fails)
        {
            throw new SparkException(ErrorKind.Runtime, "EMBEDDED_FAULT", "XX000", "This query fails on purpose.");
        }

        statement.Execute();
        var batches = new ArrowBatches(columns, session.Config.Batches, struck);
        var rows = 0L;
        while (statement.Fetch() is { } chunk)
        {
            using (chunk)
            {
                foreach (var batch in batches.Append(chunk))
                {
                    responses.Batch(batch);
                    rows += batch.Rows;
                }
            }

            operation.Canceled.ThrowIfCancellationRequested();
        }

        if (batches.Finish() is { } last)
        {
            responses.Batch(last);
            rows += last.Rows;
        }

        responses.Metrics(rows);
    }

    private QueryFaults Strike()
    {
        var struck = faults.Next();
        if (struck.Delay > TimeSpan.Zero)
        {
            operation.Canceled.WaitHandle.WaitOne(struck.Delay);
            operation.Canceled.ThrowIfCancellationRequested();
        }

        return struck;
    }
}
