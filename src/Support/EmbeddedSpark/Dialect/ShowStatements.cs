using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>SHOW and DESCRIBE, with Spark's columns.</summary>
internal static class ShowStatements
{
    private const string SparkTypeName = """
        regexp_replace(replace(replace(replace(replace(replace(replace(lower(data_type),
        'varchar', 'string'), 'integer', 'int'), 'timestamp with time zone', 'timestamp'),
        'hugeint', 'bigint'), 'blob', 'binary'), 'timestamp_s', 'timestamp'), '(.+)\[\]', 'array<\1>')
        """;

    public static StatementPlan Translate(NodeReader reader, Session session)
    {
        if (reader.TryTake("TABLES", "VIEWS"))
        {
            return Tables(reader, session);
        }

        if (reader.TryTake("DATABASES", "SCHEMAS", "NAMESPACES"))
        {
            return StatementPlan.Tell($"""
                SELECT schema_name AS namespace FROM duckdb_schemas()
                WHERE database_name = '{DuckDatabase.Catalog}' AND schema_name NOT LIKE 'session\_%' ESCAPE '\'
                AND schema_name NOT IN ('main', 'information_schema', 'pg_catalog',
                '{DuckDatabase.Functions}', '{DuckDatabase.Ansi}', '{DuckDatabase.Legacy}', '{DuckDatabase.GlobalTemp}')
                {Like(reader, "schema_name")} ORDER BY 1
                """);
        }

        if (reader.TryTake("CATALOGS"))
        {
            return StatementPlan.Tell("SELECT 'spark_catalog' AS catalog");
        }

        reader.Expect("COLUMNS");
        reader.Expect("IN", "FROM");
        return StatementPlan.Tell($"SELECT column_name AS col_name FROM (DESCRIBE {TableNames.Existing(reader.TakeName())})");
    }

    public static StatementPlan Describe(NodeReader reader, ExpressionTranslator expressions)
    {
        reader.TryTake("QUERY");
        var isQuery = QueryTranslator.IsQuery(reader.Rest) && reader.Current?.Is("TABLE") != true;
        reader.TryTake("TABLE");
        reader.TryTake("EXTENDED", "FORMATTED");
        var source = isQuery ? SqlTree.Print(expressions.Queries.Translate(reader.Rest)) : TableNames.Existing(reader.TakeName());
        return StatementPlan.Tell($"""
            SELECT column_name AS col_name, {SparkTypeName} AS data_type, CAST(NULL AS VARCHAR) AS comment
            FROM (SELECT column_name, column_type AS data_type FROM (DESCRIBE {source}))
            """);
    }

    private static StatementPlan Tables(NodeReader reader, Session session)
    {
        var database = reader.TryTake("IN", "FROM") ? reader.TakeName()[^1] : session.CurrentDatabase;
        return StatementPlan.Tell($"""
            SELECT CASE WHEN schema_name = '{session.Schema}' THEN '' ELSE schema_name END AS namespace,
            name AS "tableName", schema_name = '{session.Schema}' AS "isTemporary"
            FROM (SELECT schema_name, table_name AS name FROM duckdb_tables() WHERE database_name = '{DuckDatabase.Catalog}'
            UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = '{DuckDatabase.Catalog}' AND NOT internal)
            WHERE schema_name IN ({SqlTree.Literal(database)}, '{session.Schema}') {Like(reader, "name")} ORDER BY 1 DESC, 2
            """);
    }

    private static string Like(NodeReader reader, string column)
    {
        reader.TryTake("LIKE");
        return reader.Current is null ? "" : $"AND {column} LIKE {SqlTree.Literal(reader.TakeText().Replace('*', '%'))}";
    }
}
