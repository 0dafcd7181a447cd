using DuckDB.NET.Data;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>One connection; it runs one statement at a time. <see cref="Interrupt"/> may come from any thread.</summary>
internal sealed class DuckConnection(DuckDBConnection connection) : IDisposable
{
    /// <summary>The settings that are in force, so that they are not set again for every query.</summary>
    public string? AppliedSettings { get; set; }

    public DuckDBConnection Ado => connection;

    /// <exception cref="SparkException">DuckDB refused the statement.</exception>
    public void Execute(string statement, string sparkSql)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        catch (DuckDBException error)
        {
            throw DuckErrors.ToSpark(error.Message, sparkSql);
        }
    }

    /// <summary>Binds a statement without running it.</summary>
    /// <exception cref="SparkException">DuckDB refused the statement.</exception>
    public DuckStatement Prepare(string statement, string sparkSql) => new(connection.NativeConnection, statement, sparkSql);

    public void Interrupt() => connection.NativeConnection.Interrupt();

    public void Dispose() => connection.Dispose();
}
