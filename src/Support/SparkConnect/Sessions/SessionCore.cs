using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spark.Connect;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Execution;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Sessions;

/// <summary>What everything within one session shares: its identity, its channel, and whether the server still has it.</summary>
internal sealed class SessionCore
{
    private string? _serverSideSessionId;
    private volatile SparkException? _end;
    private volatile bool _disposed;

    public SessionCore(ConnectionString connection, SparkSessionOptions options, ChannelLease? lease = null)
    {
        options.Validate();
        Connection = connection;
        Options = options;
        Identity = new SessionIdentity(connection, options);
        Log = options.LoggerFactory?.CreateLogger("SparkLoad.SparkConnect") ?? NullLogger.Instance;
        Headers = new CallHeaders(connection, Log);
        Channel = lease ?? (options.Topology == Topology.SharedConnection
            ? SharedChannels.Rent(connection, options)
            : new ChannelLease(() => ChannelFactory.Create(connection, options)));
        Failures = new FailureReader(this);
        Releases = new ReleaseQueue(this);
        Calls = new UnaryCalls(this);
        ChunkingOption = options.ChunkSize is { } size
            ? new() { ResultChunkingOptions = new ResultChunkingOptions { AllowArrowBatchChunking = true, PreferredArrowChunkSize = size } }
            : null;
    }

    public ConnectionString Connection { get; }

    public SparkSessionOptions Options { get; }

    public SessionIdentity Identity { get; }

    public ILogger Log { get; }

    public CallHeaders Headers { get; }

    public ChannelLease Channel { get; }

    public FailureReader Failures { get; }

    public ReleaseQueue Releases { get; }

    public OpenOperations OpenOperations { get; } = new();

    public UnaryCalls Calls { get; }

    /// <summary>Asks for large batches in chunks, or null.</summary>
    public ExecutePlanRequest.Types.RequestOption? ChunkingOption { get; }

    /// <summary>A request was sent, so the server may have a session.</summary>
    public bool WasUsed { get; private set; }

    /// <summary>The server answered at least once in this session.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>What a 4.x server calls this session; null before the first answer and on 3.5.</summary>
    public string? ServerSideSessionId => Volatile.Read(ref _serverSideSessionId);

    /// <summary>The server is known to be a 4.x.</summary>
    public bool IsFour => ServerSideSessionId is not null;

    public bool HasEnded => _end is not null;

    /// <param name="mayBeExecuted">A command is under way that the server may have.</param>
    public void ThrowIfOver(bool mayBeExecuted = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SparkSession));
        if (_end is { } end)
        {
            throw new SparkException(end.Message, end.StatusCode, end) {
                ErrorClass = end.ErrorClass,
                SqlState = end.SqlState,
                SessionEnded = true,
                OutcomeUnknown = mayBeExecuted };
        }

        WasUsed = true;
    }

    public void MarkDisposed() => _disposed = true;

    public CallOptions CallOptions(CancellationToken cancellationToken, DateTime? deadline = null) =>
        new(Headers.Current, deadline, cancellationToken);

    public void End(SparkException reason)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is null)
        {
            Log.SessionEnded(Identity.SessionId, reason.Message);
        }
    }

    /// <summary>Checks that an answer belongs to this session, and that the server has not replaced it.</summary>
    /// <param name="sessionId">Of the answer.</param>
    /// <param name="serverSideSessionId">Of the answer; empty where it says none.</param>
    /// <param name="ofCommand">It is that to a command, so whoever answers may have executed it.</param>
    public void Observe(string sessionId, string serverSideSessionId, bool ofCommand = false)
    {
        WasAnswered = true;
        if (sessionId.Length > 0 && !string.Equals(sessionId, Identity.SessionId, StringComparison.OrdinalIgnoreCase))
        {
            throw Over($"The server answered for session {sessionId} where {Identity.SessionId} had asked.", ofCommand);
        }

        if (serverSideSessionId.Length == 0)
        {
            return;
        }

        var known = ServerSideSessionId ?? Interlocked.CompareExchange(ref _serverSideSessionId, serverSideSessionId, null)
            ?? serverSideSessionId;
        if (!ReferenceEquals(known, serverSideSessionId) && !string.Equals(known, serverSideSessionId, StringComparison.Ordinal))
        {
            throw Over($"The server replaced session {Identity.SessionId}: it was restarted, or the session had expired. Temporary views "
                + "and settings are gone; make a new session.", ofCommand);
        }
    }

    private SparkException Over(string message, bool mayBeExecuted)
    {
        var end = new SparkException(message, StatusCode.Internal)
        {
            ErrorClass = "INVALID_HANDLE.SESSION_CHANGED", SessionEnded = true, OutcomeUnknown = mayBeExecuted,
        };
        End(end);
        return end;
    }
}
