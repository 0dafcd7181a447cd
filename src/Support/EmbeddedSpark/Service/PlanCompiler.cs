using System.Globalization;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Turns relations into SQL. Data that came with the plan becomes tables, which go when the compiler is disposed.</summary>
internal sealed class PlanCompiler(ServerVersion version, Session session, DuckConnection connection) : IDisposable
{
    private readonly LocalTables locals = new(session, connection);

    public CompiledPlan Compile(Relation relation)
    {
        var (sql, references) = relation.RelTypeCase switch
        {
            Relation.RelTypeOneofCase.Sql => (relation.Sql, []),
            Relation.RelTypeOneofCase.WithRelations when relation.WithRelations.Root.Sql is { } root => (root, relation.WithRelations.References),
            _ => ((SQL?)null, (IReadOnlyList<Relation>)[]),
        };
        if (sql is null && relation.LocalRelation is { } local && LocalTables.IsWithoutColumns(local))
        {
            return new CompiledPlan(StatementPlan.Do(), session, ""); // what a command without a result left for its client to read
        }

        if (sql is null)
        {
            return new CompiledPlan(StatementPlan.Ask(Select(relation)), session, "");
        }

        foreach (var view in references.Select(r => r.SubqueryAlias).Where(a => a is not null))
        {
            var name = TableNames.Temporary([view.Alias], session);
            connection.Execute($"CREATE OR REPLACE VIEW {name} AS {Select(view.Input)}", sql.Query);
            locals.DropLater(name);
        }

        var plan = new StatementTranslator(version, session, sql).Translate(sql.Query);
        if (plan.Explained is { } explained)
        {
            plan = StatementPlan.Tell($"SELECT {SqlTree.Literal(Explanation.Of(explained, sql.Query, connection))} AS plan");
        }

        return new CompiledPlan(plan, session, sql.Query);
    }

    public void CreateView(CreateDataFrameViewCommand command)
    {
        var name = command.IsGlobal ? TableNames.GlobalTemporary([command.Name]) : TableNames.Temporary([command.Name], session);
        var replace = command.Replace ? "OR REPLACE " : "";
        new CompiledPlan(
            StatementPlan.Do($"CREATE {replace}VIEW {name} AS {Select(command.Input)}") with { IsTemporary = true }, session, command.Name).Apply(connection);
        locals.Keep();
    }

    /// <summary>The relation as a SELECT.</summary>
    public string Select(Relation? relation) => relation?.RelTypeCase switch
    {
        Relation.RelTypeOneofCase.Sql => Query(relation.Sql),
        Relation.RelTypeOneofCase.LocalRelation => $"SELECT * FROM {locals.Add(relation.LocalRelation)}",
        Relation.RelTypeOneofCase.CachedLocalRelation => $"SELECT * FROM {locals.Add(locals.Cached(relation.CachedLocalRelation.Hash))}",
        Relation.RelTypeOneofCase.Range => Range(relation.Range),
        Relation.RelTypeOneofCase.Read => Read(relation.Read),
        Relation.RelTypeOneofCase.Project => $"SELECT {Items(relation.Project.Expressions)} FROM ({Select(relation.Project.Input)})",
        Relation.RelTypeOneofCase.Filter => $"SELECT * FROM ({Select(relation.Filter.Input)}) WHERE {Expressions.Of(relation.Filter.Condition)}",
        Relation.RelTypeOneofCase.Sort => $"SELECT * FROM ({Select(relation.Sort.Input)}) ORDER BY {string.Join(", ", relation.Sort.Order.Select(Expressions.Order))}",
        Relation.RelTypeOneofCase.Limit => Invariant($"SELECT * FROM ({Select(relation.Limit.Input)}) LIMIT {relation.Limit.Limit_}"),
        Relation.RelTypeOneofCase.Offset => Invariant($"SELECT * FROM ({Select(relation.Offset.Input)}) OFFSET {relation.Offset.Offset_}"),
        Relation.RelTypeOneofCase.SubqueryAlias => $"SELECT * FROM ({Select(relation.SubqueryAlias.Input)}) AS {SqlTree.Name(relation.SubqueryAlias.Alias)}",
        Relation.RelTypeOneofCase.Aggregate => Aggregate(relation.Aggregate),
        Relation.RelTypeOneofCase.CollectMetrics => Select(relation.CollectMetrics.Input),
        Relation.RelTypeOneofCase.ShowString => ShownTable.Of(relation.ShowString, Select(relation.ShowString.Input), connection),
        null or Relation.RelTypeOneofCase.None => throw SparkErrors.Unsupported("A relation without a type, or of one this endpoint does not read,"),
        var other => throw SparkErrors.Unsupported($"The relation {other}"),
    };

    public void Dispose() => locals.Dispose();

    private RelationExpressions Expressions => new(new StatementTranslator(version, session));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private string Query(SQL sql)
    {
        var plan = new StatementTranslator(version, session, sql).Translate(sql.Query);
        return plan is { IsCommand: true, Query: "" } or { OnSession: not null } ? throw SparkErrors.Unsupported("A command inside of a query") : plan.Query;
    }

    private static string Range(Spark.Connect.Range range) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT range AS id FROM system.main.range(CAST({(range.HasStart ? range.Start : 0)} AS BIGINT), CAST({range.End} AS BIGINT), CAST({range.Step} AS BIGINT))");

    private static string Read(Read read) => read.ReadTypeCase switch
    {
        Spark.Connect.Read.ReadTypeOneofCase.NamedTable =>
            $"SELECT * FROM {TableNames.Existing(new NodeReader(SqlTree.Parse(read.NamedTable.UnparsedIdentifier)).TakeName())}",
        Spark.Connect.Read.ReadTypeOneofCase.DataSource => $"SELECT * FROM {Files.Source(read.DataSource.HasFormat ? read.DataSource.Format : "parquet", read.DataSource.Paths)}",
        _ => throw SparkErrors.Unsupported("A read without a table or files"),
    };

    private string Aggregate(Aggregate aggregate)
    {
        var keys = aggregate.GroupingExpressions.Select(Expressions.Of).ToList();
        var by = aggregate.GroupType switch
        {
            Spark.Connect.Aggregate.Types.GroupType.Groupby => string.Join(", ", keys),
            Spark.Connect.Aggregate.Types.GroupType.Rollup => $"ROLLUP ({string.Join(", ", keys)})",
            Spark.Connect.Aggregate.Types.GroupType.Cube => $"CUBE ({string.Join(", ", keys)})",
            var other => throw SparkErrors.Unsupported($"Grouping by {other}"),
        };
        return $"SELECT {Items([.. aggregate.GroupingExpressions, .. aggregate.AggregateExpressions])} FROM ({Select(aggregate.Input)})"
            + (keys.Count > 0 ? $" GROUP BY {by}" : "");
    }

    private string Items(IEnumerable<Expression> items)
    {
        var list = string.Join(", ", items.Select(Expressions.Item));
        return list.Length > 0 ? list : "*";
    }
}
