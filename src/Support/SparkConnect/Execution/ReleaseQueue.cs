using System.Runtime.CompilerServices;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>
/// Frees operations on the server alongside the reader. Failures are logged, never thrown; closing the session waits for what is under way.
/// </summary>
internal sealed class ReleaseQueue(SessionCore session)
{
    private const int Attempts = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private int _pending;
    private TaskCompletionSource? _idle;

    /// <summary>Frees a finished or abandoned operation; a query still running is interrupted by it.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="maybeNotArrived">
    /// The plan may still be on its way: the release is repeated until the server knew the operation, for a little while.
    /// </param>
    public void ReleaseAll(string operationId, bool maybeNotArrived = false)
    {
        var request = Request(operationId);
        request.ReleaseAll = EverythingOfIt;
        Run(request, maybeNotArrived);
    }

    /// <summary>Lets the server forget responses up to and including this one.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="responseId">The last response that is no longer needed.</param>
    /// <param name="done">Called when the request has ended.</param>
    public void ReleaseUntil(string operationId, string responseId, Action done)
    {
        var request = Request(operationId);
        request.ReleaseUntil = new ReleaseExecuteRequest.Types.ReleaseUntil { ResponseId = responseId };
        Run(request, maybeNotArrived: false, done);
    }

    /// <summary>Interrupts an operation that is not reattachable and so cannot be released.</summary>
    public void Interrupt(string operationId)
    {
        Enter();
        _ = InterruptAsync(operationId);
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        idle = Interlocked.CompareExchange(ref _idle, idle, null) ?? idle;
        if (Volatile.Read(ref _pending) == 0)
        {
            idle.TrySetResult();
        }

        return idle.Task;
    }

    private static readonly ReleaseExecuteRequest.Types.ReleaseAll EverythingOfIt = new();

    private ReleaseExecuteRequest Request(string operationId)
    {
        var request = new ReleaseExecuteRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
            OperationId = operationId,
        };
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        return request;
    }

    private void Run(ReleaseExecuteRequest request, bool maybeNotArrived, Action? done = null)
    {
        Enter();
        _ = ReleaseAsync(request, maybeNotArrived, done);
    }

    private async Task ReleaseAsync(ReleaseExecuteRequest request, bool maybeNotArrived, Action? done)
    {
        try
        {
            for (var attempt = 1; await TryReleaseAsync(request, maybeNotArrived).ConfigureAwait(false) && attempt < Attempts; attempt++)
            {
                await Task.Delay(Pause * attempt, session.Options.TimeProvider).ConfigureAwait(false);
            }
        }
        finally
        {
            done?.Invoke();
            Exit();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TryReleaseAsync(ReleaseExecuteRequest request, bool maybeNotArrived)
    {
        try
        {
            var response = await session.Calls.SendOnceAsync(Rpc.ReleaseExecute, request, Limit, CancellationToken.None)
                .ConfigureAwait(false);
            return maybeNotArrived && !response.HasOperationId;
        }
        catch (RpcException e)
        {
            var error = ServerError.Read(e, session.Connection);
            session.Log.NotReleased(request.OperationId, error.Message);
            return error.IsTransient || maybeNotArrived;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            session.Log.NotReleased(request.OperationId, e.Message);
            return false;
        }
    }

    private async Task InterruptAsync(string operationId)
    {
        var request = new InterruptRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
            InterruptType = InterruptRequest.Types.InterruptType.OperationId,
            OperationId = operationId,
        };
        try
        {
            await session.Calls.SendOnceAsync(Rpc.Interrupt, request, Limit, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException or InvalidOperationException)
        {
            session.Log.NotReleased(operationId, session.Connection.Hide(e.Message));
        }
        finally
        {
            Exit();
        }
    }

    private void Enter() => Interlocked.Increment(ref _pending);

    private void Exit()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
        {
            Volatile.Read(ref _idle)?.TrySetResult();
        }
    }
}
