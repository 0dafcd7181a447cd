using System.Globalization;
using DuckDB.NET.Data;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>
/// The one in-memory database of the process. Tables stand in the schema <c>default</c> of the catalogue <c>spark_catalog</c>, as in Spark;
/// every session has a schema of its own for its temporary views, first in its search path.
/// </summary>
internal sealed class DuckDatabase : IDisposable
{
    public const string Catalog = "spark_catalog";
    public const string Functions = "spark_functions";
    public const string Ansi = "spark_ansi";
    public const string Legacy = "spark_legacy";
    public const string GlobalTemp = "global_temp";

    private readonly DuckDBConnection _root;
    private readonly Lock _catalogLock = new();

    public DuckDatabase()
    {
        _root = new DuckDBConnection("DataSource=:memory:");
        _root.Open();
        foreach (var statement in Setup().Concat(SparkFunctions.Statements()))
        {
            Execute(_root, statement);
        }
    }

    /// <summary>A further connection, ready for <see cref="DuckConnection.Prepare"/>.</summary>
    public DuckConnection Open()
    {
        var connection = _root.Duplicate();
        if (connection.State != System.Data.ConnectionState.Open)
        {
            connection.Open();
        }

        Execute(connection, "SET default_null_order='nulls_first_on_asc_last_on_desc'");
        Execute(connection, "SET ieee_floating_point_ops=false");
        return new DuckConnection(connection);
    }

    public void CreateSchema(string name) => Catalogue($"CREATE SCHEMA {Catalog}.{name}");

    public void DropSchema(string name) => Catalogue($"DROP SCHEMA IF EXISTS {Catalog}.{name} CASCADE");

    public void Dispose() => _root.Dispose();

    private static IEnumerable<string> Setup()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"SET threads={Math.Max(2, Environment.ProcessorCount)}");
        yield return $"ATTACH ':memory:' AS {Catalog}";
        foreach (var schema in (string[])["\"default\"", Functions, Ansi, Legacy, GlobalTemp])
        {
            yield return $"CREATE SCHEMA {Catalog}.{schema}";
        }

        yield return $"SET search_path='{Catalog}.{Functions}'";
    }

    private void Catalogue(string statement)
    {
        lock (_catalogLock)
        {
            Execute(_root, statement);
        }
    }

    private static void Execute(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
