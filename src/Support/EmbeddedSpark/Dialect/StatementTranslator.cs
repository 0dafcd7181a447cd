using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Reads the first words of a statement and hands it to what knows the rest.</summary>
internal sealed class StatementTranslator
{
    private readonly ServerVersion _version;
    private readonly Session _session;
    private readonly ExpressionTranslator _expressions;

    public StatementTranslator(ServerVersion version, Session session, SQL? arguments = null)
    {
        (_version, _session) = (version, session);
        _expressions = new ExpressionTranslator(new DialectContext(
            version.IsFour, session.Config.Ansi, session.CurrentDatabase, version.Reported, Named(arguments), Positional(arguments)));
    }

    /// <exception cref="SparkException">The statement is empty or not understood.</exception>
    public StatementPlan Translate(string sql)
    {
        var nodes = SqlTree.Parse(sql);
        if (nodes.Count == 0)
        {
            throw SparkErrors.EmptyStatement(_version.IsFour);
        }

        if (QueryTranslator.IsQuery(nodes))
        {
            return StatementPlan.Ask(SqlTree.Print(_expressions.Queries.Translate(nodes)));
        }

        var reader = new NodeReader(nodes);
        var first = reader.Take();
        return (first as SqlToken)?.Text.ToUpperInvariant() switch
        {
            "CREATE" => new CreateStatements(_version, _session, _expressions).Translate(reader),
            "DROP" => DropStatements.Translate(reader),
            "INSERT" => new InsertStatements(_session, _expressions).Translate(reader),
            "TRUNCATE" => Truncate(reader),
            "SHOW" => ShowStatements.Translate(reader, _session),
            "DESCRIBE" or "DESC" => ShowStatements.Describe(reader, _expressions),
            "EXPLAIN" => Explain(reader),
            "SET" => SetStatements.Set(reader, _session.Config),
            "RESET" => SetStatements.Reset(reader),
            "USE" => SetStatements.Use(reader),
            "CACHE" => Cache(reader),
            "UNCACHE" or "REFRESH" or "ANALYZE" or "CLEAR" => StatementPlan.Do(),
            _ => throw SparkErrors.Parse($"'{SqlTree.Print([first])}'"),
        };
    }

    private static Dictionary<string, string> Named(SQL? sql) => sql is null
        ? []
        : sql.NamedArguments.Select(a => (a.Key, Value: ArgumentValue(a.Value)))
            .Concat(sql.Args.Select(a => (a.Key, Value: SparkLiterals.Value(a.Value))))
            .ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);

    private static IReadOnlyList<string> Positional(SQL? sql) =>
        sql is null ? [] : [.. sql.PosArguments.Select(ArgumentValue), .. sql.PosArgs.Select(SparkLiterals.Value)];

    private static string ArgumentValue(Expression argument) => argument.Literal is { } literal
        ? SparkLiterals.Value(literal)
        : throw SparkErrors.Unsupported("An SQL argument that is not a literal");

    private StatementPlan Explain(NodeReader reader)
    {
        reader.TryTake("EXTENDED", "CODEGEN", "COST", "FORMATTED");
        return StatementPlan.Tell("") with { Explained = Query(reader) };
    }

    private string Query(NodeReader reader) => SqlTree.Print(_expressions.Queries.Translate(reader.Rest));

    private StatementPlan Cache(NodeReader reader)
    {
        reader.TryTake("LAZY");
        reader.Expect("TABLE");
        var name = reader.TakeName();
        reader.TryTake("AS");
        return reader.Current is null
            ? StatementPlan.Do()
            : StatementPlan.Do($"CREATE VIEW {TableNames.Temporary(name, _session)} AS {Query(reader)}") with { IsTemporary = true };
    }

    private static StatementPlan Truncate(NodeReader reader)
    {
        reader.Expect("TABLE");
        return StatementPlan.Do($"DELETE FROM {TableNames.Existing(reader.TakeName())}");
    }
}
