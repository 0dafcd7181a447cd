using Google.Protobuf;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Execution;

/// <summary>
/// The responses of an operation between the thread that makes them and the call that sends them. The maker waits while too much is unsent,
/// so a slow reader costs no memory. What was sent stays for a reattach until it is released or pushed out.
/// </summary>
/// <param name="unsentLimit">Bytes that may wait for the reader.</param>
/// <param name="retainLimit">Bytes of sent responses that are kept; 0 for an operation that cannot be reattached.</param>
internal sealed class ResponseLog(long unsentLimit, long retainLimit)
{
    private readonly record struct Entry(ExecutePlanResponse Response, int Size);

    private static readonly TimeSpan CancellationCheck = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new(); // a Lock cannot be waited on
    private readonly Queue<Entry> _entries = new();
    private readonly Dictionary<string, long> _indexes = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();
    private long _firstIndex;
    private long _nextUnsent;
    private long _unsentBytes;
    private long _retainedBytes;
    private bool _complete;
    private RpcException? _failure;

    private long End => _firstIndex + _entries.Count;

    /// <summary>Blocks while the reader is behind.</summary>
    /// <exception cref="OperationCanceledException">The operation was cancelled while waiting.</exception>
    public void Add(ExecutePlanResponse response, CancellationToken cancellationToken)
    {
        var size = response.CalculateSize();
        lock (_gate)
        {
            while (_unsentBytes >= unsentLimit)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, CancellationCheck);
            }

            _indexes[response.ResponseId] = End;
            _entries.Enqueue(new Entry(response, size));
            _unsentBytes += size;
            Signal();
        }
    }

    public void Complete() => Finish(null);

    public void Fail(RpcException error) => Finish(error);

    /// <returns>The response at that index, or null behind the last one.</returns>
    /// <exception cref="RpcException">The operation failed; every response before the failure has been read.</exception>
    /// <exception cref="SparkException">The response was released or pushed out.</exception>
    public async ValueTask<ExecutePlanResponse?> ReadAsync(long index, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (index < _firstIndex)
                {
                    throw SparkErrors.InvalidCursor("POSITION_NOT_AVAILABLE", "The cursor position is no longer available.");
                }

                if (index < End)
                {
                    return _entries.ElementAt((int)(index - _firstIndex)).Response;
                }

                if (_failure is not null)
                {
                    throw _failure;
                }

                if (_complete)
                {
                    return null;
                }

                wait = _changed.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void MarkSent(long index)
    {
        lock (_gate)
        {
            for (; _nextUnsent <= index; _nextUnsent++)
            {
                var size = _entries.ElementAt((int)(_nextUnsent - _firstIndex)).Size;
                _unsentBytes -= size;
                _retainedBytes += size;
            }

            while (_retainedBytes > retainLimit && _firstIndex < _nextUnsent)
            {
                DropFirst();
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <returns>Where reading goes on after that response.</returns>
    /// <exception cref="SparkException">There was no such response.</exception>
    public long IndexAfter(string responseId)
    {
        lock (_gate)
        {
            return _indexes.TryGetValue(responseId, out var index)
                ? index + 1
                : throw SparkErrors.InvalidCursor("POSITION_NOT_FOUND", $"The cursor position id {responseId} is not found.");
        }
    }

    public void ReleaseUntil(string responseId)
    {
        lock (_gate)
        {
            if (!_indexes.TryGetValue(responseId, out var last))
            {
                return;
            }

            while (_firstIndex <= last && _firstIndex < _nextUnsent)
            {
                DropFirst();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Finish(RpcException? error)
    {
        lock (_gate)
        {
            (_complete, _failure) = (true, error);
            Signal();
        }
    }

    private void Signal()
    {
        var old = _changed;
        _changed = NewSignal();
        old.SetResult();
    }

    private void DropFirst()
    {
        _retainedBytes -= _entries.Dequeue().Size;
        _firstIndex++;
    }
}
