namespace SparkLoad.Results;

/// <summary>Scheduled latency taken apart, in milliseconds; together they are all of it.</summary>
/// <param name="DispatchDelay">From the planned to the actual start.</param>
/// <param name="FirstMessage">
/// From there until the server's first message, which a Spark sends once it has analysed the query; until the end where none came before.
/// </param>
/// <param name="FirstRows">From there until the first rows: what the server plans and executes; until the end where none came.</param>
/// <param name="Streaming">From there, waiting for further messages.</param>
/// <param name="Decoding">From there, the client's own work on what had come, a pace of reading included.</param>
public readonly record struct LatencyParts(
    double DispatchDelay, double FirstMessage, double FirstRows, double Streaming, double Decoding);

/// <summary>The parts of the answered queries of a load, sessions' first queries apart.</summary>
public sealed record LoadParts(
    LatencyDistribution DispatchDelay, LatencyDistribution FirstMessage, LatencyDistribution FirstRows, LatencyDistribution Streaming,
    LatencyDistribution Decoding);

/// <summary>One of the slowest answered queries of a load.</summary>
/// <param name="N">Place of the query in the load's plan, as in the journal.</param>
/// <param name="Query">Its name, as features use it.</param>
/// <param name="ParameterRow">The row of its parameters, from 0; null where it has none.</param>
/// <param name="PlannedMs">Since the load began; of a comparison's load on a time that stops in the other side's turns.</param>
/// <param name="ScheduledMs">Its scheduled latency.</param>
/// <param name="OperationId">As in the journal.</param>
/// <param name="PartsMs">As in the journal.</param>
public sealed record SlowQuery(
    long N, string Query, int? ParameterRow, double PlannedMs, double ScheduledMs, string? OperationId, LatencyParts? PartsMs)
{
    /// <summary>Values of its parameters by name; null where it has none.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>What Spark's REST API tells of it; null where it was not asked.</summary>
    public ServerParts? Server { get; init; }
}

/// <summary>What a query took on the server, in milliseconds of the server's clock alone.</summary>
/// <param name="PlanningMs">From the submission of the SQL execution to its first job.</param>
/// <param name="QueueingMs">From the submission of a stage to its first task, while no task of the query ran; of all its stages.</param>
/// <param name="ExecutionMs">The rest.</param>
/// <param name="Note">In words, what is missing and why; null where nothing is.</param>
public sealed record ServerParts(double? PlanningMs, double? QueueingMs, double? ExecutionMs, string? Note);
