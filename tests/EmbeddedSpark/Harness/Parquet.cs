using DuckDB.NET.Data;

namespace SparkLoad.EmbeddedSpark.Tests.Harness;

/// <summary>Makes a Parquet file to read.</summary>
internal static class Parquet
{
    public static void Write(string path, string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({query}) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }
}
