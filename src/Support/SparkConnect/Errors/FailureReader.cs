using Grpc.Core;
using Spark.Connect;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Errors;

/// <summary>Makes the caller's exception of a server's error, and asks once for what the status left out.</summary>
internal sealed class FailureReader(SessionCore session)
{
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(5);

    public async Task<SparkException> ReadAsync(
        ServerError error, string? operationId, AttemptCounts attempts, CancellationToken cancellationToken, bool outcomeUnknown = false,
        string? note = null)
    {
        // The server forgets a session's errors after a minute and with the first answer, so this asks at once and once.
        var details = error.ErrorId is { } id && session.Options.FetchErrorDetails && !error.EndsSession
            ? await FetchAsync(id, cancellationToken).ConfigureAwait(false)
            : [];
        var root = details.Count > 0 ? details[0] : null;
        var obstacle = Obstacles.Of(error, session.Connection, session.WasAnswered);
        var exception = new SparkException(Describe(error, obstacle, root, note), error.StatusCode, error.Source)
        {
            Obstacle = obstacle,
            ErrorClass = root?.ErrorClass ?? error.ErrorClass,
            SqlState = root?.SqlState ?? error.SqlState,
            MessageParameters = root is { MessageParameters.Count: > 0 } ? root.MessageParameters : error.MessageParameters,
            JavaClasses = error.JavaClasses,
            Details = details,
            OperationId = operationId,
            Attempts = attempts,
            SessionEnded = error.EndsSession,
            OutcomeUnknown = outcomeUnknown,
        };
        if (error.EndsSession)
        {
            session.End(exception);
        }

        return exception;
    }

    private string Describe(ServerError error, Obstacle? obstacle, ErrorDetail? root, string? note)
    {
        var told = root is { Message.Length: > 0 } ? root.Message.Trim() : error.Message;
        var message = told.Length > 0
            ? told
            : $"The server at {session.Connection.Address} failed with {error.StatusCode} and said no more.";
        if (obstacle is not (null or { Kind: ObstacleKind.HungUp or ObstacleKind.Silent } or { IsOfServer: true }))
        {
            message = $"No Spark Connect server answers at {session.Connection.Address}: {obstacle.Cause}.";
        }
        else if (obstacle is { Kind: ObstacleKind.HungUp } || (error.StatusCode == StatusCode.Unavailable && error.ErrorClass is null))
        {
            message = error.Source.Status.DebugException is null
                ? $"The server at {session.Connection.Address} says that it is unavailable: {message}"
                : $"The connection to {session.Connection.Address} was lost: {message}";
        }

        return note is null ? message : $"{note} {message}";
    }

    private async Task<IReadOnlyList<ErrorDetail>> FetchAsync(string errorId, CancellationToken cancellationToken)
    {
        var request = new FetchErrorDetailsRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
            ErrorId = errorId,
        };
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        try
        {
            return ErrorDetails.Read(
                await session.Calls.SendOnceAsync(Rpc.FetchErrorDetails, request, FetchLimit, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            session.Log.DetailsNotFetched(session.Identity.SessionId, session.Connection.Hide(e.Message));
            return [];
        }
    }
}
