using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Starts operations, lets calls read them, and takes operations up again.</summary>
internal sealed class PlanRunner(ServerVersion version, RequestGuard guard, FaultPlan faults, TimeProvider time)
{
    private const long UnsentLimit = 4 * 1024 * 1024;

    public async Task<bool> ExecuteAsync(
        Session session, ExecutePlanRequest request, IServerStreamWriter<ExecutePlanResponse> stream, CancellationToken callCanceled)
    {
        Check(request);
        var id = request.HasOperationId ? request.OperationId : Guid.NewGuid().ToString();
        var reattachable = request.RequestOptions.Any(o => o.ReattachOptions?.Reattachable == true);
        var retained = reattachable ? SparkUnits.Bytes(session.Config.Required(SparkDefaults.RetryBuffer)) : 0;
        var (operation, isNew) = session.Operations.Add(
            new Operation(id, request, reattachable, new ResponseLog(UnsentLimit, retained)), version.IsFour);
        if (isNew)
        {
            _ = Task.Run(() => Work(session, operation, request), CancellationToken.None);
        }

        try
        {
            return await Sender(session).SendAsync(operation, 0, stream, callCanceled).ConfigureAwait(false);
        }
        finally
        {
            if (!reattachable)
            {
                session.Operations.Remove(operation.Id);
            }
        }
    }

    public Task<bool> ReattachAsync(
        Session session, ReattachExecuteRequest request, IServerStreamWriter<ExecutePlanResponse> stream, CancellationToken callCanceled)
    {
        if (!session.Operations.TryGet(request.OperationId, out var operation))
        {
            throw SparkErrors.InvalidHandle("OPERATION_NOT_FOUND", request.OperationId);
        }

        if (!operation.Reattachable)
        {
            throw SparkErrors.InvalidCursor("NOT_REATTACHABLE", "The cursor is not reattachable.");
        }

        var start = request.HasLastResponseId ? operation.Responses.IndexAfter(request.LastResponseId) : 0;
        return Sender(session).SendAsync(operation, start, stream, callCanceled);
    }

    private static void Check(ExecutePlanRequest request)
    {
        if (request.HasOperationId && !Guid.TryParse(request.OperationId, out _))
        {
            throw SparkErrors.InvalidHandle("FORMAT", request.OperationId);
        }

        if (request.Tags.FirstOrDefault(tag => tag.Length == 0 || tag.Contains(',', StringComparison.Ordinal)) is { } bad)
        {
            throw SparkErrors.IllegalArgument(
                bad.Length == 0 ? "Spark Connect tag cannot be an empty string." : "Spark Connect tag cannot contain ','.");
        }

        if (request.Plan is null or { OpTypeCase: Plan.OpTypeOneofCase.None })
        {
            throw new SparkException(ErrorKind.Unsupported, null, null, "OPTYPE_NOT_SET not supported.");
        }
    }

    private void Work(Session session, Operation operation, ExecutePlanRequest request)
    {
        try
        {
            new PlanExecution(version, session, operation, request, faults).Run();
            operation.Responses.Complete();
        }
        catch (Exception error)
        {
            var cause = operation.Canceled.IsCancellationRequested ? SparkErrors.Canceled() : error;
            operation.Responses.Fail(guard.ToRpc(session, cause));
        }
        finally
        {
            operation.Finished = true;
        }
    }

    private ResponseSender Sender(Session session) => new(
        SparkUnits.Time(session.Config.Required(SparkDefaults.StreamDuration)),
        SparkUnits.Bytes(session.Config.Required(SparkDefaults.StreamBytes)),
        faults,
        time);
}
