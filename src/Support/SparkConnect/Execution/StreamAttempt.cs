using Grpc.Core;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>One result stream, from its RPC to its end, watched for silence.</summary>
internal sealed class StreamAttempt : IDisposable
{
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenRegistration _caller;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleTimeout;
    private readonly AsyncServerStreamingCall<ExecuteResponse> _call;
    private readonly IAsyncStreamReader<ExecuteResponse> _reader;
    private long _armed;

    private StreamAttempt(SessionCore session, Func<CallInvoker, CallOptions, AsyncServerStreamingCall<ExecuteResponse>> start, CancellationToken cancellationToken)
    {
        _time = session.Options.TimeProvider;
        _idleTimeout = session.Options.IdleTimeout;
        _silence = new CancellationTokenSource(_idleTimeout, _time);
        _armed = _time.GetTimestamp();
        _caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _silence);
        Invoker = session.Channel.Invoker;
        _call = start(Invoker, session.CallOptions(_silence.Token));
        _reader = _call.ResponseStream;
    }

    public CallInvoker Invoker { get; }

    /// <summary>Messages that this stream brought.</summary>
    public int Messages { get; private set; }

    public ExecuteResponse Current => _reader.Current;

    /// <summary>The stream was cancelled, by silence or by the caller.</summary>
    public bool WasCancelled => _silence.IsCancellationRequested;

    public static StreamAttempt Execute(SessionCore session, Spark.Connect.ExecutePlanRequest request, bool detailed, CancellationToken cancellationToken) =>
        new(session, (invoker, options) => invoker.AsyncServerStreamingCall(detailed ? Rpc.ExecutePlanDetailed : Rpc.ExecutePlan, null, options, request), cancellationToken);

    public static StreamAttempt Reattach(SessionCore session, Spark.Connect.ReattachExecuteRequest request, bool detailed, CancellationToken cancellationToken) =>
        new(session, (invoker, options) => invoker.AsyncServerStreamingCall(detailed ? Rpc.ReattachExecuteDetailed : Rpc.ReattachExecute, null, options, request), cancellationToken);

    /// <summary>Waits for the next message; false at the end of the stream.</summary>
    /// <exception cref="RpcException">The stream failed, or was cancelled.</exception>
    public async ValueTask<bool> MoveNextAsync()
    {
        var moved = _reader.MoveNext(CancellationToken.None);
        if (!await moved.ConfigureAwait(false))
        {
            return false;
        }

        Messages++;
        Rearm();
        return true;
    }

    public void Dispose()
    {
        _call.Dispose();
        _caller.Dispose();
        _silence.Dispose();
    }

    // Setting a timer for every message would cost more than it tells.
    private void Rearm()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_armed, now) > _idleTimeout / 16)
        {
            _armed = now;
            _silence.CancelAfter(_idleTimeout);
        }
    }
}
