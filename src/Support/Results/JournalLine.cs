using System.Text.Json.Serialization;

namespace SparkLoad.Results;

/// <summary>How one planned query ended.</summary>
public enum QueryOutcome
{
    /// <summary>A complete answer within the query's time.</summary>
    Succeeded,

    /// <summary>The service answered with an error, or not at all.</summary>
    Failed,

    /// <summary>No complete answer within the query's time; it was interrupted.</summary>
    TimedOut,

    /// <summary>Without an answer when the bounded drain at the end was over, or the load was ended early.</summary>
    Unfinished,

    /// <summary>Planned, but never sent: too many in flight, or the load ended before its client was free.</summary>
    NeverStarted,
}

/// <summary>What Spark is asked for.</summary>
public enum AskedFor
{
    /// <summary>All rows.</summary>
    Answer,

    /// <summary>The columns that the answer would have; nothing is run.</summary>
    Schema,
}

/// <summary>
/// One line of <c>journal.ndjson</c>: a query that was planned and has ended. Lines come in the order in which queries end.
/// Times are milliseconds since the load began (<see cref="LoadResult.StartedAt"/>), to the microsecond;
/// those of a warm-up count from the beginning of the warm-up.
/// </summary>
public sealed record JournalLine
{
    /// <summary>The scenario's <see cref="ScenarioResult.Id"/>.</summary>
    public required string Scenario { get; init; }

    /// <summary>The load's name.</summary>
    public required string Load { get; init; }

    /// <summary>The query's name, as features use it.</summary>
    public required string Query { get; init; }

    /// <summary>What it was asked for; left out where it is the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public AskedFor Asked { get; init; }

    /// <summary>The row of its parameters, from 0; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ParameterRow { get; init; }

    /// <summary>Number of the client, from 0.</summary>
    public required int Client { get; init; }

    /// <summary>Place of the query in the load's plan, from 0, in the order of planned starts.</summary>
    public required long N { get; init; }

    public required double Planned { get; init; }

    /// <summary>Null where the query was never started.</summary>
    public double? Started { get; init; }

    /// <summary>Null where the query never ended.</summary>
    public double? Ended { get; init; }

    public required QueryOutcome Outcome { get; init; }

    public long? Rows { get; init; }

    public long? Bytes { get; init; }

    /// <summary>Spark's error class or the transport's status, where the query failed.</summary>
    public string? Error { get; init; }

    /// <summary>How often its RPCs were sent again after an error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }

    /// <summary>How often its answer was taken up again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Reattaches { get; init; }

    /// <summary>How often its plan was sent again, because the server had never seen it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Resubmits { get; init; }

    /// <summary>How long it waited, in all, for the next message after its answer had been interrupted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InterruptedMs { get; init; }

    /// <summary>How long after it was cancelled the server said that it had stopped; null where it was not cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ToCancelMs { get; init; }

    /// <summary>
    /// By which Spark's UI and history know the execution; null where the query was never sent, where nothing is executed, and of an
    /// external client.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OperationId { get; init; }

    /// <summary>Scheduled latency taken apart; null where there was no whole answer, and of an external client.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LatencyParts? PartsMs { get; init; }

    /// <summary>The first query of its session: not in the percentiles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool First { get; init; }

    /// <summary>Part of the warm-up: in no figure of the load.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Warmup { get; init; }
}
