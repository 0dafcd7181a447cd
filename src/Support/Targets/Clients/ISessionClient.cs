using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.Targets.Clients;

/// <summary>A client with one session, which the server can lose.</summary>
internal interface ISessionClient : ILoadClient
{
    /// <summary>The server no longer has the session, and cannot have executed what failed.</summary>
    bool HasLostItsSession(QueryFailedException failure);
}
