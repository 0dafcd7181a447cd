using Grpc.Core;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>One result stream, from its RPC to its end, watched for silence while its reader waits.</summary>
internal sealed class StreamAttempt : IDisposable
{
    private const long NotWaiting = long.MinValue;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleTimeout;
    private readonly ITimer _watch;
    private readonly ChannelUse _channel;
    private readonly AsyncServerStreamingCall<ExecuteResponse> _call;
    private readonly IAsyncStreamReader<ExecuteResponse> _reader;
    private long _waitingSince = NotWaiting;

    private StreamAttempt(
        SessionCore session,
        Func<CallInvoker,
        CallOptions,
        AsyncServerStreamingCall<ExecuteResponse>> start,
        CancellationToken cancellationToken)
    {
        _time = session.Options.TimeProvider;
        _idleTimeout = session.Options.IdleTimeout;
        _channel = session.Channel.Use();
        try
        {
            var options = session.CallOptions(_cancellation.Token);
            Headers = options.Headers;
            _call = start(_channel.Invoker, options);
        }
        catch
        {
            _channel.Dispose();
            _cancellation.Dispose();
            throw;
        }

        _reader = _call.ResponseStream;
        _caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _cancellation);
        _watch = _time.CreateTimer(
            static attempt => ((StreamAttempt)attempt!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch.Change(_idleTimeout, Timeout.InfiniteTimeSpan);
    }

    public ChannelLine Line => _channel.Line;

    /// <summary>What it was asked with.</summary>
    public Metadata? Headers { get; }

    /// <summary>Messages that this stream brought.</summary>
    public int Messages { get; private set; }

    public ExecuteResponse Current => _reader.Current;

    /// <summary>The stream was cancelled, by silence or by the caller.</summary>
    public bool WasCancelled => _cancellation.IsCancellationRequested;

    public static StreamAttempt Execute(
        SessionCore session,
        Spark.Connect.ExecutePlanRequest request,
        bool detailed,
        CancellationToken cancellationToken) =>
        new(
            session,
            (invoker, options) =>
                invoker.AsyncServerStreamingCall(detailed ? Rpc.ExecutePlanDetailed : Rpc.ExecutePlan, null, options, request),
            cancellationToken);

    public static StreamAttempt Reattach(
        SessionCore session,
        Spark.Connect.ReattachExecuteRequest request,
        bool detailed,
        CancellationToken cancellationToken) =>
        new(
            session,
            (invoker, options) =>
                invoker.AsyncServerStreamingCall(detailed ? Rpc.ReattachExecuteDetailed : Rpc.ReattachExecute, null, options, request),
            cancellationToken);

    /// <summary>Waits for the next message, or the end of the stream; what comes goes to <see cref="Arrived"/> at once.</summary>
    /// <exception cref="RpcException">The stream failed, or was cancelled.</exception>
    public Task<bool> MoveNextAsync()
    {
        var moved = _reader.MoveNext(CancellationToken.None);
        if (!moved.IsCompleted)
        {
            Volatile.Write(ref _waitingSince, _time.GetTimestamp());
        }

        return moved;
    }

    /// <summary>Notes that the reader waits no longer. It is no async method of its own, for each message would pay for that.</summary>
    /// <returns>Whether there is a message; false at the end of the stream.</returns>
    public bool Arrived(bool moved)
    {
        Volatile.Write(ref _waitingSince, NotWaiting);
        Messages += moved ? 1 : 0;
        return moved;
    }

    public void Dispose()
    {
        _watch.Dispose();
        _call.Dispose();
        _caller.Dispose();
        _channel.Dispose();
        _cancellation.Dispose();
    }

    // Looks now and then instead of setting a timer for every message. A reader that takes its time is not silence of the server.
    private void Look()
    {
        var since = Volatile.Read(ref _waitingSince);
        var left = since == NotWaiting ? _idleTimeout : _idleTimeout - _time.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            _watch.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream ended at this very moment.
        }
    }
}
