using System.Text;
using DuckDB.NET.Data;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>A query's plan in DuckDB's drawing, under Spark's heading.</summary>
internal static class Explanation
{
    public static string Of(string query, string source, DuckConnection connection)
    {
        using var command = connection.Ado.CreateCommand();
        command.CommandText = "EXPLAIN " + query;
        try
        {
            using var reader = command.ExecuteReader();
            var text = new StringBuilder("== Physical Plan ==\n");
            while (reader.Read())
            {
                text.Append(reader.GetString(1)).Append('\n');
            }

            return text.ToString();
        }
        catch (DuckDBException error)
        {
            throw DuckErrors.ToSpark(error.Message, source);
        }
    }
}
