using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>SET, RESET and USE.</summary>
internal static class SetStatements
{
    public static StatementPlan Set(NodeReader reader, SessionConfig config)
    {
        if (reader.TryTakeAll("TIME", "ZONE"))
        {
            var zone = reader.TakeText();
            return Assign(SparkDefaults.TimeZone, zone);
        }

        if (reader.Current is null or SqlToken { Text: "-" })
        {
            return StatementPlan.Tell(Pairs(config.All()));
        }

        var key = string.Join('.', reader.TakeName());
        return reader.TryTakeSymbol("=")
            ? Assign(key, Value(reader.Rest))
            : StatementPlan.Tell(Pairs([KeyValuePair.Create(key, config.Find(key) ?? "<undefined>")]));
    }

    public static StatementPlan Reset(NodeReader reader)
    {
        var key = reader.Current is null ? null : string.Join('.', reader.TakeName());
        return StatementPlan.Do() with
        {
            OnSession = session =>
            {
                foreach (var name in key is null ? session.Config.All().Select(p => p.Key) : [key])
                {
                    session.Config.Unset(name);
                }
            },
        };
    }

    public static StatementPlan Use(NodeReader reader)
    {
        reader.TryTake("DATABASE", "SCHEMA", "NAMESPACE");
        var name = reader.TakeName()[^1];
        reader.ExpectEnd();
        return StatementPlan.Do($"USE spark_catalog.{SqlTree.Name(name)}") with { OnSession = session => session.CurrentDatabase = name };
    }

    private static StatementPlan Assign(string key, string value) =>
        StatementPlan.Tell(Pairs([KeyValuePair.Create(key, value)])) with { OnSession = session => session.Config.Set(key, value) };

    private static string Value(IReadOnlyList<SqlNode> nodes) =>
        string.Concat(nodes.Select((n, i) => (i > 0 && n is SqlToken { IsAdjacent: false } ? " " : "") + (n as SqlToken)?.Text));

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var rows = string.Join(", ", pairs.Select(p => $"({SqlTree.Literal(p.Key)}, {SqlTree.Literal(p.Value)})"));
        return rows.Length > 0
            ? $"SELECT * FROM (VALUES {rows}) AS settings(key, value)"
            : "SELECT '' AS key, '' AS value WHERE FALSE";
    }
}
