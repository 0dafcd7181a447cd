using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Finds the session of a request and turns every failure into the status that Spark would send.</summary>
internal sealed class RequestGuard(ServerVersion version, SessionRegistry sessions, ILogger<RequestGuard> log)
{
    /// <exception cref="RpcException">The session handle is not valid.</exception>
    public Session GetOrCreate(UserContext? user, string sessionId, string? observed) =>
        Resolve(() => sessions.GetOrCreate(Key(user, sessionId), observed));

    /// <exception cref="RpcException">The session handle is not valid, or there is no such session.</exception>
    public Session Get(UserContext? user, string sessionId, string? observed) =>
        Resolve(() => sessions.Get(Key(user, sessionId), observed));

    public async Task<T> Run<T>(Session? session, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not RpcException and not OperationCanceledException)
        {
            throw ToRpc(session, error);
        }
    }

    public RpcException ToRpc(Session? session, Exception error)
    {
        if (error is not SparkException spark)
        {
            log.LogError(error, "The embedded endpoint failed.");
            spark = SparkErrors.Internal($"{error.GetType().Name}: {error.Message}");
        }

        return ErrorStatus.ToRpc(spark, version.IsFour, version.IsFour ? session?.Errors.Add(spark) : null);
    }

    public static SessionKey Key(UserContext? user, string sessionId) => new(user?.UserId ?? "", sessionId);

    private Session Resolve(Func<Session> find)
    {
        try
        {
            return find();
        }
        catch (SparkException error) when (version.IsFour)
        {
            throw ErrorStatus.ToRpc(error, four: true, errorId: null);
        }
        catch (SparkException error) when (error.ErrorClass == "INVALID_HANDLE.FORMAT")
        {
            throw new RpcException(new Status(StatusCode.Unknown, "")); // what 3.5.8 says to a malformed session id
        }
        catch (SparkException error)
        {
            throw ErrorStatus.SessionNotFoundOnThree(error);
        }
    }
}
