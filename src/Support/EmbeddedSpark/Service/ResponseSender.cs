using System.Diagnostics;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>
/// Sends an operation's responses from a position on, until they end or, for a reattachable operation, the stream has lasted or carried
/// as much as one may (PROTOCOL 1.5: the client then reattaches).
/// </summary>
/// <param name="MaxDuration">How long one stream may last.</param>
/// <param name="MaxBytes">How much one stream may hold.</param>
internal sealed record ResponseSender(TimeSpan MaxDuration, long MaxBytes, FaultPlan Faults, TimeProvider Time)
{
    /// <returns>Whether the responses came to their end.</returns>
    public async Task<bool> SendAsync(
        Operation operation, long start, IServerStreamWriter<ExecutePlanResponse> stream, CancellationToken callCanceled)
    {
        var attachment = operation.Attach();
        using var duration = new CancellationTokenSource(operation.Reattachable ? MaxDuration : Timeout.InfiniteTimeSpan, Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(callCanceled, attachment, duration.Token);
        try
        {
            return await SendAsync(operation, start, stream, callCanceled, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (attachment.IsCancellationRequested && !callCanceled.IsCancellationRequested)
        {
            throw SparkErrors.InvalidCursor("DISCONNECTED", "The cursor has been disconnected by the server.");
        }
        catch (OperationCanceledException) when (duration.IsCancellationRequested && !callCanceled.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            operation.Detach(Time.GetUtcNow(), attachment);
        }
    }

    private async Task<bool> SendAsync(
        Operation operation, long index, IServerStreamWriter<ExecutePlanResponse> stream, CancellationToken callCanceled,
        CancellationToken wait)
    {
        var sent = 0L;
        while (await operation.Responses.ReadAsync(index, wait).ConfigureAwait(false) is { } response)
        {
            var size = response.CalculateSize();
            await Faults.ThrottleAsync(size, wait).ConfigureAwait(false);
            await stream.WriteAsync(response, callCanceled).ConfigureAwait(false);
            operation.Responses.MarkSent(index++);
            sent += size;
            if (operation.Reattachable && (sent >= MaxBytes || wait.IsCancellationRequested))
            {
                wait.ThrowIfCancellationRequested();
                return false;
            }
        }

        return true;
    }
}
