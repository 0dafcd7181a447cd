using Apache.Arrow;
using Apache.Arrow.Ipc;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Data that comes with a plan, as tables of the session. They are dropped afterwards unless a view was made of them.</summary>
internal sealed class LocalTables(Session session, DuckConnection connection) : IDisposable
{
    /// <summary>Begins the names of these tables, which SHOW TABLES leaves out.</summary>
    public const string Prefix = "__local_";

    private readonly List<string> tables = [];
    private readonly List<string> views = [];

    /// <returns>The table's name.</returns>
    public string Add(LocalRelation relation)
    {
        var name = $"{DuckDatabase.Catalog}.{session.Schema}.{Prefix}{Guid.NewGuid():N}";
        using var reader = relation.HasData ? new ArrowStreamReader(new MemoryStream(relation.Data.ToByteArray())) : null;
        var columns = reader is null ? DdlColumns(relation.Schema) : Columns(reader.Schema, relation.HasSchema ? relation.Schema : null);
        connection.Execute($"CREATE TABLE {name} ({string.Join(", ", columns.Select(c => $"{SqlTree.Name(c.Name)} {c.Type}"))})", "");
        tables.Add(name);
        while (reader?.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                ArrowAppender.Append(connection, session.Schema, name[(name.LastIndexOf('.') + 1)..], batch);
            }
        }

        return name;
    }

    /// <summary>A relation the client uploaded before as an artifact.</summary>
    public LocalRelation Cached(string hash) => session.Artifacts.TryGetValue($"cache/{hash}", out var data)
        ? LocalRelation.Parser.ParseFrom(data)
        : throw SparkErrors.IllegalArgument($"Not found any cached local relation with the hash: {hash}.");

    public static bool IsWithoutColumns(LocalRelation relation)
    {
        if (!relation.HasData)
        {
            return false;
        }

        using var reader = new ArrowStreamReader(new MemoryStream(relation.Data.ToByteArray()));
        return reader.Schema.FieldsList.Count == 0;
    }

    public void DropLater(string view) => views.Add(view);

    /// <summary>The tables stay as long as the session.</summary>
    public void Keep() => tables.Clear();

    public void Dispose()
    {
        foreach (var view in views)
        {
            connection.Execute($"DROP VIEW IF EXISTS {view}", "");
        }

        foreach (var table in tables)
        {
            connection.Execute($"DROP TABLE IF EXISTS {table}", "");
        }
    }

    private static List<(string Name, string Type)> Columns(Schema schema, string? ddl)
    {
        var types = schema.FieldsList.Select(f => (f.Name, Type: ArrowAppender.DuckType(f.DataType))).ToList();
        var stated = ddl is null || ddl.TrimStart().StartsWith('{') ? null : DdlColumns(ddl);
        return stated?.Count == types.Count ? [.. stated.Select((s, i) => (s.Name, types[i].Type))] : types;
    }

    /// <summary>Columns of a schema in Spark's DDL, as in <c>a INT, b STRING</c>.</summary>
    public static List<(string Name, string Type)> DdlColumns(string ddl)
    {
        var nodes = SqlTree.Parse(ddl);
        var columns = new List<(string, string)>();
        for (var at = 0; at < nodes.Count; at += at < nodes.Count && nodes[at].IsSymbol(",") ? 1 : 0)
        {
            var name = nodes[at++] is SqlToken { Kind: SqlKind.Word or SqlKind.QuotedName } token ? token.Text : throw SparkErrors.Parse($"'{ddl}'");
            at += at < nodes.Count && nodes[at].IsSymbol(":") ? 1 : 0;
            columns.Add((name, TypeNames.Read(nodes, ref at)));
            at += at + 1 < nodes.Count && nodes[at].Is("NOT") ? 2 : 0;
        }

        return columns;
    }
}
