using DuckDB.NET.Native;
using SparkLoad.EmbeddedSpark.Errors;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>A bound statement and its result, which DuckDB makes while it is read: it keeps about a megabyte ahead of the reader.</summary>
internal sealed class DuckStatement : IDisposable
{
    private readonly string _sparkSql;
    private readonly DuckDBPreparedStatement _statement;
    private DuckDBResult _result;
    private bool _executed;

    public DuckStatement(DuckDBNativeConnection connection, string sql, string sparkSql)
    {
        _sparkSql = sparkSql;
        var state = PreparedStatements.DuckDBPrepare(connection, sql, out _statement);
        if (!state.IsSuccess())
        {
            var message = PreparedStatements.DuckDBPrepareError(_statement);
            _statement.Dispose();
            throw DuckErrors.ToSpark(message, sparkSql);
        }

        Columns = PreparedColumns.Of(_statement);
    }

    public IReadOnlyList<(string Name, ColumnType Type)> Columns { get; }

    /// <exception cref="SparkException">The statement failed or was interrupted.</exception>
    public void Execute()
    {
        var state = PreparedStatements.DuckDBExecutePreparedStreaming(_statement, out _result);
        _executed = true;
        if (!state.IsSuccess())
        {
            throw Failure();
        }
    }

    /// <returns>The next up to 2,048 rows, or null at the end.</returns>
    /// <exception cref="SparkException">The statement failed or was interrupted.</exception>
    public DuckDBDataChunk? Fetch()
    {
        var chunk = StreamingResult.DuckDBStreamFetchChunk(_result);
        if (!chunk.IsInvalid)
        {
            return chunk;
        }

        chunk.Dispose();
        return Query.DuckDBResultError(ref _result) is { Length: > 0 } ? throw Failure() : null;
    }

    public void Dispose()
    {
        if (_executed)
        {
            _result.Close();
        }

        _statement.Dispose();
    }

    private SparkException Failure() => DuckErrors.ToSpark(Query.DuckDBResultError(ref _result) ?? "", _sparkSql);
}
