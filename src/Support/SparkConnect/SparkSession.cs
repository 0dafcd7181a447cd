using Apache.Arrow;
using Grpc.Core;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Execution;
using SparkLoad.SparkConnect.Plans;
using SparkLoad.SparkConnect.Results;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;

namespace SparkLoad.SparkConnect;

/// <summary>
/// A session on a Spark Connect server. Nothing is sent before the first request. All members can be called from several
/// threads at once. Every member that asks the server throws <see cref="SparkException"/> for a failure,
/// <see cref="OperationCanceledException"/> where its token was cancelled (the server side is then freed in the background),
/// and <see cref="ObjectDisposedException"/> after disposal.
/// </summary>
public sealed class SparkSession : IAsyncDisposable
{
    private readonly SessionCore _core;
    private readonly SessionRequests _requests;
    private int _disposed;

    /// <param name="connection">Where and who.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SparkSession(ConnectionString connection, SparkSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _core = new SessionCore(connection, options ?? new SparkSessionOptions());
        _requests = new SessionRequests(_core);
    }

    /// <summary>The session's id as this client chose it.</summary>
    public string SessionId => _core.Identity.SessionId;

    /// <summary>The server's own id of the session; null before the first answer and on 3.5.</summary>
    public string? ServerSideSessionId => _core.ServerSideSessionId;

    /// <summary>Host and port, without parameters.</summary>
    public string Address => _core.Connection.Address;

    /// <summary>The server's version, for example <c>4.1.1</c>.</summary>
    public Task<string> GetVersionAsync(CancellationToken cancellationToken = default) => _requests.GetVersionAsync(cancellationToken);

    /// <summary>Runs a query and reads its result to the last byte without keeping it.</summary>
    public Task<DrainResult> DrainAsync(SqlQuery sql, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        Query(sql, options).DrainAsync(cancellationToken);

    /// <summary>
    /// Runs a query and hands on its record batches as they come. Leaving the loop early frees the server side. The memory of a batch that
    /// is disposed serves later ones: read nothing of it, of its arrays, slices or exports, after that. Without a call to Dispose the
    /// garbage collector ends it, so hold the batch itself for as long as anything of it is read.
    /// </summary>
    public IAsyncEnumerable<RecordBatch> ReadBatchesAsync(
        SqlQuery sql,
        ExecuteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Query(sql, options).BatchesAsync(BatchMemory.Reused, cancellationToken);

    /// <summary>Runs a query and hands on its rows as they come. Leaving the loop early frees the server side.</summary>
    public IAsyncEnumerable<Row> ReadRowsAsync(
        SqlQuery sql, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        RowReader.ReadAsync(Query(sql, options), cancellationToken);

    /// <summary>Runs a query and hands on its rows as they come, each with its part of the checksum.</summary>
    public IAsyncEnumerable<HashedRow> ReadHashedRowsAsync(
        SqlQuery sql, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        RowReader.ReadHashedAsync(Query(sql, options), cancellationToken);

    /// <summary>
    /// Executes a statement for its effect, exactly once: it is sent again only where the server cannot have executed it. Where
    /// that cannot be known, the exception has <see cref="SparkException.OutcomeUnknown"/> set.
    /// </summary>
    public Task ExecuteCommandAsync(string sql, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ExecuteOptions.Default;
        return new QueryReader(_core, PlanBuilder.Command(sql, options), options, isCommand: true).DrainAsync(cancellationToken);
    }

    /// <summary>The columns that a query would give; nothing is run.</summary>
    public Task<SparkSchema> GetSchemaAsync(SqlQuery sql, ExecuteOptions? options = null, CancellationToken cancellationToken = default) =>
        _requests.GetSchemaAsync(sql, options ?? ExecuteOptions.Default, cancellationToken);

    /// <summary>The plan of a query in Spark's words.</summary>
    public Task<string> ExplainAsync(string sql, ExplainMode mode = ExplainMode.Simple, CancellationToken cancellationToken = default) =>
        _requests.ExplainAsync(sql, mode, cancellationToken);

    /// <summary>Sets configuration of this session.</summary>
    public Task SetConfigAsync(string key, string value, CancellationToken cancellationToken = default) =>
        _requests.SetConfigAsync([new(key, value)], cancellationToken);

    /// <summary>The value of a key that is set or has a default; an unknown key is an error of the server.</summary>
    public Task<string> GetConfigAsync(string key, CancellationToken cancellationToken = default) =>
        _requests.GetConfigAsync(key, cancellationToken);

    /// <summary>The value of a key, or null where it has none.</summary>
    public Task<string?> GetConfigOptionAsync(string key, CancellationToken cancellationToken = default) =>
        _requests.GetConfigOptionAsync(key, cancellationToken);

    /// <summary>Gives keys back their defaults.</summary>
    public Task UnsetConfigAsync(string key, CancellationToken cancellationToken = default) =>
        _requests.UnsetConfigAsync(key, cancellationToken);

    /// <summary>Interrupts everything that runs in this session.</summary>
    /// <returns>Ids of the operations that were interrupted.</returns>
    public Task<IReadOnlyList<string>> InterruptAllAsync(CancellationToken cancellationToken = default) =>
        _requests.InterruptAllAsync(cancellationToken);

    /// <summary>Interrupts what runs with a tag.</summary>
    /// <inheritdoc cref="InterruptAllAsync" path="/returns"/>
    public Task<IReadOnlyList<string>> InterruptTagAsync(string tag, CancellationToken cancellationToken = default) =>
        _requests.InterruptTagAsync(tag, cancellationToken);

    /// <summary>Interrupts one operation.</summary>
    /// <inheritdoc cref="InterruptAllAsync" path="/returns"/>
    public Task<IReadOnlyList<string>> InterruptOperationAsync(Guid operationId, CancellationToken cancellationToken = default) =>
        _requests.InterruptOperationAsync(operationId, cancellationToken);

    /// <summary>
    /// Frees the server side and closes the connection, within <see cref="SparkSessionOptions.CloseTimeout"/>. On 3.5, which knows no
    /// release of sessions, the session ends by its own time-out there. A failure is logged; <see cref="ReleaseAsync"/> throws it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync(_core.Options.CloseTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SparkException e)
        {
            _core.Log.SessionNotReleased(SessionId, e.Message);
        }
    }

    /// <summary>
    /// Disposes the session, for as long as the server needs up to <see cref="SparkSessionOptions.RequestTimeout"/>, and tells where the server
    /// could not be told of it. Does nothing after disposal.
    /// </summary>
    public Task ReleaseAsync(CancellationToken cancellationToken = default) =>
        ReleaseAsync(_core.Options.RequestTimeout, cancellationToken);

    private async Task ReleaseAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _core.MarkDisposed();
        _core.OpenOperations.Abandon();
        try
        {
            if (_core.WasUsed)
            {
                await CloseAsync(limit).WaitAsync(limit, _core.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RpcException e)
        {
            var error = ServerError.Read(e, _core.Connection);
            throw new SparkException(error.Message, error.StatusCode, e) { ErrorClass = error.ErrorClass, SqlState = error.SqlState };
        }
        catch (TimeoutException e)
        {
            throw new SparkException("The session was not released in time.", StatusCode.DeadlineExceeded, e);
        }
        catch (ObjectDisposedException e)
        {
            throw new SparkException(e.Message, StatusCode.Unavailable, e);
        }
        finally
        {
            _core.Channel.Dispose();
        }
    }

    private async Task CloseAsync(TimeSpan limit)
    {
        await _core.Releases.WhenIdleAsync().ConfigureAwait(false);
        if (!_core.HasEnded)
        {
            await _requests.ReleaseSessionAsync(limit).ConfigureAwait(false);
        }
    }

    private QueryReader Query(SqlQuery sql, ExecuteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(sql);
        options ??= ExecuteOptions.Default;
        return new QueryReader(_core, PlanBuilder.Query(sql, options, _core.IsFour), options, isCommand: !sql.OnlyReads);
    }
}
