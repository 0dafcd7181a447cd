using DuckDB.NET.Native;
using SparkLoad.EmbeddedSpark.Errors;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>A bound statement and its result, which DuckDB makes while it is read: it keeps about a megabyte ahead of the reader.</summary>
internal sealed class DuckStatement : IDisposable
{
    private readonly string sparkSql;
    private readonly DuckDBPreparedStatement statement;
    private DuckDBResult result;
    private bool executed;

    public DuckStatement(DuckDBNativeConnection connection, string sql, string sparkSql)
    {
        this.sparkSql = sparkSql;
        var state = PreparedStatements.DuckDBPrepare(connection, sql, out statement);
        if (!state.IsSuccess())
        {
            var message = PreparedStatements.DuckDBPrepareError(statement);
            statement.Dispose();
            throw DuckErrors.ToSpark(message, sparkSql);
        }

        Columns = PreparedColumns.Of(statement);
    }

    public IReadOnlyList<(string Name, ColumnType Type)> Columns { get; }

    /// <exception cref="SparkException">The statement failed or was interrupted.</exception>
    public void Execute()
    {
        var state = PreparedStatements.DuckDBExecutePreparedStreaming(statement, out result);
        executed = true;
        if (!state.IsSuccess())
        {
            throw Failure();
        }
    }

    /// <returns>The next up to 2,048 rows, or null at the end.</returns>
    /// <exception cref="SparkException">The statement failed or was interrupted.</exception>
    public DuckDBDataChunk? Fetch()
    {
        var chunk = StreamingResult.DuckDBStreamFetchChunk(result);
        if (!chunk.IsInvalid)
        {
            return chunk;
        }

        chunk.Dispose();
        return Query.DuckDBResultError(ref result) is { Length: > 0 } ? throw Failure() : null;
    }

    public void Dispose()
    {
        if (executed)
        {
            result.Close();
        }

        statement.Dispose();
    }

    private SparkException Failure() => DuckErrors.ToSpark(Query.DuckDBResultError(ref result) ?? "", sparkSql);
}
