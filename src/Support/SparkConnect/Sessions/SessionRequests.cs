using Grpc.Core;
using Spark.Connect;
using SparkLoad.SparkConnect.Plans;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;
using InterruptType = Spark.Connect.InterruptRequest.Types.InterruptType;
using WireExplainMode = Spark.Connect.AnalyzePlanRequest.Types.Explain.Types.ExplainMode;

namespace SparkLoad.SparkConnect.Sessions;

/// <summary>The session's requests other than queries.</summary>
internal sealed class SessionRequests(SessionCore session)
{
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        var response = await AnalyzeAsync(new AnalyzePlanRequest { SparkVersion = new() }, null, cancellationToken).ConfigureAwait(false);
        return response.SparkVersion.Version;
    }

    public async Task<SparkSchema> GetSchemaAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var request = new AnalyzePlanRequest { Schema = new() { Plan = PlanBuilder.Query(sql, options, session.IsFour) } };
        var response = await AnalyzeAsync(request, options.Observer, cancellationToken).ConfigureAwait(false);
        return SqlTypes.Schema(response.Schema.Schema_);
    }

    public async Task<string> ExplainAsync(string sql, ExplainMode mode, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such explain mode.");
        }

        var plan = PlanBuilder.Query(sql, ExecuteOptions.Default, session.IsFour);
        var request = new AnalyzePlanRequest { Explain = new() { Plan = plan, ExplainMode = (WireExplainMode)mode } };
        var response = await AnalyzeAsync(request, null, cancellationToken).ConfigureAwait(false);
        return response.Explain.ExplainString;
    }

    public Task SetConfigAsync(IReadOnlyList<KeyValuePair<string, string>> pairs, CancellationToken cancellationToken)
    {
        var set = new ConfigRequest.Types.Set();
        set.Pairs.AddRange(pairs.Select(pair => new KeyValue { Key = pair.Key, Value = pair.Value }));
        return ConfigAsync(new() { Set = set }, cancellationToken);
    }

    public async Task<string> GetConfigAsync(string key, CancellationToken cancellationToken)
    {
        var response = await ConfigAsync(new() { Get = new() { Keys = { key } } }, cancellationToken).ConfigureAwait(false);
        return response.Pairs.Count > 0 ? response.Pairs[0].Value : "";
    }

    public async Task<string?> GetConfigOptionAsync(string key, CancellationToken cancellationToken)
    {
        var response = await ConfigAsync(new() { GetOption = new() { Keys = { key } } }, cancellationToken).ConfigureAwait(false);
        return response.Pairs is [{ HasValue: true } pair, ..] ? pair.Value : null;
    }

    public Task UnsetConfigAsync(string key, CancellationToken cancellationToken) =>
        ConfigAsync(new() { Unset = new() { Keys = { key } } }, cancellationToken);

    public Task<IReadOnlyList<string>> InterruptAllAsync(CancellationToken cancellationToken) =>
        InterruptAsync(new InterruptRequest { InterruptType = InterruptType.All }, cancellationToken);

    public Task<IReadOnlyList<string>> InterruptTagAsync(string tag, CancellationToken cancellationToken) =>
        InterruptAsync(
            new InterruptRequest { InterruptType = InterruptType.Tag, OperationTag = PlanBuilder.CheckTag(tag) }, cancellationToken);

    public Task<IReadOnlyList<string>> InterruptOperationAsync(Guid operationId, CancellationToken cancellationToken) =>
        InterruptAsync(
            new InterruptRequest { InterruptType = InterruptType.OperationId, OperationId = operationId.ToString("D") }, cancellationToken);

    /// <summary>Ends the session on the server where it knows how to (4.x).</summary>
    public async Task ReleaseSessionAsync(TimeSpan limit)
    {
        var request = new ReleaseSessionRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
        };
        try
        {
            await session.Calls.SendOnceAsync(Rpc.ReleaseSession, request, limit, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            session.Log.SessionNotReleased(session.Identity.SessionId, "this server does not release sessions");
        }
    }

    private Task<AnalyzePlanResponse> AnalyzeAsync(
        AnalyzePlanRequest request, IExecutionObserver? observer, CancellationToken cancellationToken)
    {
        request.SessionId = session.Identity.SessionId;
        request.UserContext = session.Identity.UserContext;
        request.ClientType = session.Identity.ClientType;
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        return session.Calls.SendAsync(
            Rpc.AnalyzePlan, request, response => (response.SessionId, response.ServerSideSessionId), observer, cancellationToken);
    }

    private Task<ConfigResponse> ConfigAsync(ConfigRequest.Types.Operation operation, CancellationToken cancellationToken)
    {
        var request = new ConfigRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
            Operation = operation,
        };
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        return session.Calls.SendAsync(
            Rpc.Config, request, response => (response.SessionId, response.ServerSideSessionId), null, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> InterruptAsync(InterruptRequest request, CancellationToken cancellationToken)
    {
        request.SessionId = session.Identity.SessionId;
        request.UserContext = session.Identity.UserContext;
        request.ClientType = session.Identity.ClientType;
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        var response = await session.Calls
            .SendAsync(Rpc.Interrupt, request, response => (response.SessionId, response.ServerSideSessionId), null, cancellationToken)
            .ConfigureAwait(false);
        return [.. response.InterruptedIds];
    }
}
