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

    private readonly object gate = new(); // a Lock cannot be waited on
    private readonly Queue<Entry> entries = new();
    private readonly Dictionary<string, long> indexes = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSignal();
    private long firstIndex;
    private long nextUnsent;
    private long unsentBytes;
    private long retainedBytes;
    private bool complete;
    private RpcException? failure;

    private long End => firstIndex + entries.Count;

    /// <summary>Blocks while the reader is behind.</summary>
    /// <exception cref="OperationCanceledException">The operation was cancelled while waiting.</exception>
    public void Add(ExecutePlanResponse response, CancellationToken cancellationToken)
    {
        var size = response.CalculateSize();
        lock (gate)
        {
            while (unsentBytes >= unsentLimit)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(gate, CancellationCheck);
            }

            indexes[response.ResponseId] = End;
            entries.Enqueue(new Entry(response, size));
            unsentBytes += size;
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
            lock (gate)
            {
                if (index < firstIndex)
                {
                    throw SparkErrors.InvalidCursor("POSITION_NOT_AVAILABLE", "The cursor position is no longer available.");
                }

                if (index < End)
                {
                    return entries.ElementAt((int)(index - firstIndex)).Response;
                }

                if (failure is not null)
                {
                    throw failure;
                }

                if (complete)
                {
                    return null;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void MarkSent(long index)
    {
        lock (gate)
        {
            for (; nextUnsent <= index; nextUnsent++)
            {
                var size = entries.ElementAt((int)(nextUnsent - firstIndex)).Size;
                unsentBytes -= size;
                retainedBytes += size;
            }

            while (retainedBytes > retainLimit && firstIndex < nextUnsent)
            {
                DropFirst();
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <returns>Where reading goes on after that response.</returns>
    /// <exception cref="SparkException">There was no such response.</exception>
    public long IndexAfter(string responseId)
    {
        lock (gate)
        {
            return indexes.TryGetValue(responseId, out var index)
                ? index + 1
                : throw SparkErrors.InvalidCursor("POSITION_NOT_FOUND", $"The cursor position id {responseId} is not found.");
        }
    }

    public void ReleaseUntil(string responseId)
    {
        lock (gate)
        {
            if (!indexes.TryGetValue(responseId, out var last))
            {
                return;
            }

            while (firstIndex <= last && firstIndex < nextUnsent)
            {
                DropFirst();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Finish(RpcException? error)
    {
        lock (gate)
        {
            (complete, failure) = (true, error);
            Signal();
        }
    }

    private void Signal()
    {
        var old = changed;
        changed = NewSignal();
        old.SetResult();
    }

    private void DropFirst()
    {
        retainedBytes -= entries.Dequeue().Size;
        firstIndex++;
    }
}
