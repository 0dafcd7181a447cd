using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>The service as clients see it; each call finds its session and hands over to the part that knows the rest.</summary>
internal sealed class SparkConnectEndpoint(
    ServerVersion version, RequestGuard guard, SessionRegistry sessions, PlanRunner runner, PlanAnalysis analysis)
    : SparkConnectService.SparkConnectServiceBase
{
    public override Task ExecutePlan(
        ExecutePlanRequest request, IServerStreamWriter<ExecutePlanResponse> responseStream, ServerCallContext context)
    {
        var session = guard.GetOrCreate(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        return guard.Run(session, () => runner.ExecuteAsync(session, request, responseStream, context.CancellationToken));
    }

    public override Task ReattachExecute(
        ReattachExecuteRequest request, IServerStreamWriter<ExecutePlanResponse> responseStream, ServerCallContext context)
    {
        var session = guard.Get(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        return guard.Run(session, () => runner.ReattachAsync(session, request, responseStream, context.CancellationToken));
    }

    public override Task<ReleaseExecuteResponse> ReleaseExecute(ReleaseExecuteRequest request, ServerCallContext context)
    {
        var session = guard.Get(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        var response = new ReleaseExecuteResponse { SessionId = request.SessionId, ServerSideSessionId = ServerSideId(session) };
        if (session.Operations.TryGet(request.OperationId, out var operation))
        {
            response.OperationId = operation.Id;
            if (request.ReleaseCase == ReleaseExecuteRequest.ReleaseOneofCase.ReleaseUntil)
            {
                operation.Responses.ReleaseUntil(request.ReleaseUntil.ResponseId);
            }
            else
            {
                session.Operations.Remove(operation.Id);
            }
        }

        return Task.FromResult(response);
    }

    public override Task<InterruptResponse> Interrupt(InterruptRequest request, ServerCallContext context)
    {
        var session = guard.GetOrCreate(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        var response = new InterruptResponse { SessionId = request.SessionId, ServerSideSessionId = ServerSideId(session) };
        foreach (var operation in session.Operations.Where(o => !o.Finished && Matches(request, o)))
        {
            operation.Cancel();
            response.InterruptedIds.Add(operation.Id);
        }

        return Task.FromResult(response);
    }

    public override Task<AnalyzePlanResponse> AnalyzePlan(AnalyzePlanRequest request, ServerCallContext context)
    {
        var session = guard.GetOrCreate(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        return guard.Run(session, () => Task.Run(() =>
        {
            var response = analysis.Analyze(session, request);
            response.SessionId = request.SessionId;
            response.ServerSideSessionId = ServerSideId(session);
            return response;
        }));
    }

    public override Task<ConfigResponse> Config(ConfigRequest request, ServerCallContext context)
    {
        var session = guard.GetOrCreate(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        return guard.Run(session, () =>
        {
            var response = ConfigOperations.Apply(session.Config, request.Operation);
            response.SessionId = request.SessionId;
            response.ServerSideSessionId = ServerSideId(session);
            return Task.FromResult(response);
        });
    }

    public override Task<ReleaseSessionResponse> ReleaseSession(ReleaseSessionRequest request, ServerCallContext context)
    {
        RequireFour();
        return guard.Run(null, () => Task.Run(() =>
        {
            var session = sessions.Release(RequestGuard.Key(request.UserContext, request.SessionId), request.AllowReconnect);
            return new ReleaseSessionResponse { SessionId = request.SessionId, ServerSideSessionId = session?.ServerSideId ?? "" };
        }));
    }

    public override Task<FetchErrorDetailsResponse> FetchErrorDetails(FetchErrorDetailsRequest request, ServerCallContext context)
    {
        RequireFour();
        var session = guard.Get(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
        var response = session.Errors.TryTake(request.ErrorId, out var error) ? ErrorDetails.Of(error) : new FetchErrorDetailsResponse();
        response.SessionId = request.SessionId;
        response.ServerSideSessionId = ServerSideId(session);
        return Task.FromResult(response);
    }

    private static bool Matches(InterruptRequest request, Execution.Operation operation) => request.InterruptType switch
    {
        InterruptRequest.Types.InterruptType.All => true,
        InterruptRequest.Types.InterruptType.Tag => operation.Tags.Contains(request.OperationTag),
        InterruptRequest.Types.InterruptType.OperationId => operation.Id == request.OperationId,
        _ => false,
    };

    private string ServerSideId(Session session) => version.IsFour ? session.ServerSideId : "";

    private void RequireFour()
    {
        if (!version.IsFour)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "Method not found"));
        }
    }
}
