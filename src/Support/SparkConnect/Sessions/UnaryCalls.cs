using System.Runtime.CompilerServices;
using Grpc.Core;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Telemetry;

namespace SparkLoad.SparkConnect.Sessions;

/// <summary>RPCs with one answer: bounded in time, retried as the policy says, failures read.</summary>
internal sealed class UnaryCalls(SessionCore session)
{
    /// <summary>Sends a request that is safe to send twice.</summary>
    /// <param name="method">The RPC.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="ids">Of the session, as the answer has them.</param>
    /// <param name="observer">Hears of retries and of the end; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, Func<TResponse, (string SessionId, string ServerSide)> ids,
        IExecutionObserver? observer, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        session.ThrowIfOver();
        using var activity = Diagnostics.StartRequest(method.Name, session);
        var retry = 0;
        try
        {
            for (; ; retry++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var response = await SendOnceAsync(method, request, session.Options.RequestTimeout, cancellationToken).ConfigureAwait(
                        false);
                    var (sessionId, serverSide) = ids(response);
                    session.Observe(sessionId, serverSide);
                    Diagnostics.Answered(activity, StatusCode.OK);
                    return response;
                }
                catch (RpcException) when (cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException(cancellationToken);
                }
                catch (RpcException e)
                {
                    var error = ServerError.Read(e, session.Connection);
                    if (!error.IsTransient || retry >= session.Options.Retry.MaxRetries)
                    {
                        var failure = await session.Failures
                            .ReadAsync(error, operationId: null, new AttemptCounts(retry, 0, 0), cancellationToken)
                            .ConfigureAwait(false);
                        Diagnostics.Answered(activity, failure.StatusCode);
                        Diagnostics.Fail(activity, failure);
                        throw failure;
                    }

                    var pause = session.Options.Retry.PauseBefore(retry, error.RetryDelay, Random.Shared.NextDouble);
                    session.Log.Retrying(method.Name, session.Identity.SessionId, pause, error.Message);
                    Diagnostics.Retried(method.Name);
                    observer?.OnRetry(method.Name, error.Message, pause);
                    await Task.Delay(pause, session.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            observer?.OnEnded(new AttemptCounts(retry, 0, 0));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> SendOnceAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, TimeSpan limit, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var deadline = DateTime.UtcNow + limit;
        while (true)
        {
            var options = session.CallOptions(cancellationToken, deadline);
            using var channel = session.Channel.Use();
            using var call = channel.Invoker.AsyncUnaryCall(method, null, options, request);
            try
            {
                return await call.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (ServerError.Read(e, session.Connection).RefusesCaller
                && session.Headers.HaveChangedSince(options.Headers))
            {
                session.Log.TokenRenewed(method.Name, session.Identity.SessionId);
            }
        }
    }
}
