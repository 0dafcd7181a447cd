using System.Text.Json.Serialization;

namespace SparkLoad.Results;

/// <summary>One load of a scenario, measured.</summary>
public sealed record LoadResult
{
    public required string Name { get; init; }

    /// <summary>The side of a comparison that this load measures, or null.</summary>
    public string? Side { get; init; }

    /// <summary>The query's name, as features use it.</summary>
    public required string Query { get; init; }

    /// <summary>
    /// The kind of load: <c>open</c>, <c>staged</c>, <c>clients</c>, <c>backToBack</c>, <c>capacity</c>, or one that a later suite knows.
    /// </summary>
    public required string Model { get; init; }

    /// <summary>What became of each query of the mix; empty where the load did not run.</summary>
    public IReadOnlyList<QueryResult> Queries { get; init; } = [];

    /// <summary>
    /// Everything stated that shapes the load, in words by its name, as <c>arrivals</c> and <c>at random</c>: two loads with the same are
    /// the same load.
    /// </summary>
    public IReadOnlyDictionary<string, string> Plan { get; init; } = new Dictionary<string, string>();

    /// <summary>When its first query was planned, by the wall clock; the zero of all times in the journal.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Number of clients; 1 for an open load, which has one session.</summary>
    public required int Clients { get; init; }

    public required double StatedDurationMs { get; init; }

    public required double DurationMs { get; init; }

    /// <summary>Queries that the schedule holds; for back-to-back loads those that were started.</summary>
    public required long Planned { get; init; }

    public required long Started { get; init; }

    public required long Succeeded { get; init; }

    public required long Failed { get; init; }

    public required long TimedOut { get; init; }

    /// <summary>Still without an answer when the bounded drain at the end was over.</summary>
    public required long Unfinished { get; init; }

    public required long NeverStarted { get; init; }

    /// <summary>When the load ended before its time: how long after its beginning; null for one that ran to its end.</summary>
    public double? BrokeOffAtMs { get; init; }

    /// <summary>In words, why the load ended before its time; null for one that ran to its end.</summary>
    public string? BrokeOffBecause { get; init; }

    public long Retries { get; init; }

    public long Reattaches { get; init; }

    public long Resubmits { get; init; }

    /// <summary>Sessions that clients opened because the server no longer had theirs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long NewSessions { get; init; }

    /// <summary>The time without a server that the scenario killed; null where it killed none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OutageResult? Outage { get; init; }

    /// <summary>What retries, reattaches and resubmits took; null where there were none.</summary>
    public InterruptedResult? Interrupted { get; init; }

    /// <summary>Share of planned queries that started on time, 0 to 1; null for back-to-back loads.</summary>
    public double? StartedOnTimeRatio { get; init; }

    /// <summary>Successes that ended within the load's duration, divided by that duration.</summary>
    public required double ThroughputPerSecond { get; init; }

    /// <summary>Latency of each session's first query, which is not in the percentiles; null for one that failed.</summary>
    public IReadOnlyList<double?> FirstQueryMs { get; init; } = [];

    public WarmupResult? Warmup { get; init; }

    public required LoadLatency LatencyMs { get; init; }

    /// <summary>The parts of the scheduled latency; null where no query was answered, and of an external client.</summary>
    public LoadParts? PartsMs { get; init; }

    /// <summary>The slowest answered queries, slowest first, sessions' first queries apart.</summary>
    public IReadOnlyList<SlowQuery> Slowest { get; init; } = [];

    /// <summary>
    /// What a later run is compared with: latency and throughput, each with its interval. Empty for a side of a comparison.
    /// </summary>
    public IReadOnlyList<FigureResult> Figures { get; init; } = [];

    /// <summary>What the generator showed of itself; null where the load did not run.</summary>
    public GeneratorResult? Generator { get; init; }

    /// <summary>Queries without a complete answer in time, for whatever reason.</summary>
    [JsonIgnore]
    public long Unsuccessful => Failed + TimedOut + Unfinished + NeverStarted;
}

/// <summary>A figure of a load and where it lies, as a comparison of two runs needs it.</summary>
/// <param name="Key">The measure, as in criteria: <c>latency.scheduled.p95</c>.</param>
/// <param name="Value">In the measure's unit; null where it was not reached.</param>
/// <param name="Interval">In the measure's unit; a null end is open.</param>
/// <param name="Confidence">Of the interval, 0 to 1: 1% is shared among all figures of the load.</param>
public sealed record FigureResult(string Key, double? Value, Interval Interval, double Confidence);

/// <summary>How well the side that sends the load kept up.</summary>
/// <param name="LateStarts">Starts beyond the limit for which the server is not the cause.</param>
/// <param name="WaitedStarts">Starts beyond the limit that waited for their own client's previous answer.</param>
/// <param name="PeakCpuShare">Highest CPU of the process over ten seconds, as a share of all cores, 0 to 1.</param>
/// <param name="GcPauseMs">Time in which garbage collection paused the process.</param>
/// <param name="ThreadPoolDelayMs">Longest time that a work item waited for a thread.</param>
/// <param name="Bottleneck">In words with the figure, why latency and throughput cannot be told; null where the generator kept up.</param>
public sealed record GeneratorResult(
    long LateStarts, long WaitedStarts, double PeakCpuShare, double GcPauseMs, double ThreadPoolDelayMs, string? Bottleneck)
{
    /// <summary>How often the process was paused for longer than 50 ms, by its own looks at itself.</summary>
    public long Pauses { get; init; }

    public double LongestPauseMs { get; init; }

    /// <summary>Queries that were under way during one of these pauses.</summary>
    public long DisturbedQueries { get; init; }
}

/// <summary>One query of a load's mix.</summary>
/// <param name="Name">As features use it.</param>
/// <param name="Planned">Planned starts.</param>
/// <param name="Answered">Complete answers in time.</param>
/// <param name="Failed">All others.</param>
public sealed record QueryResult(string Name, long Planned, long Answered, long Failed);

/// <summary>
/// How long queries waited for their next message after each end, error or silence of a stream: an upper bound of what that cost. It is
/// part of the latency.
/// </summary>
/// <param name="Queries">Queries whose answer was interrupted.</param>
/// <param name="TotalMs">Of all of them together.</param>
/// <param name="LongestMs">Of the one that was interrupted the longest.</param>
public sealed record InterruptedResult(long Queries, double TotalMs, double LongestMs);

/// <summary>The time from the end of a server that the scenario killed to the first answer of the one that was started again.</summary>
/// <param name="BeginsAtMs">Since the load began.</param>
/// <param name="LengthMs">Null where there was no answer any more.</param>
/// <param name="FailedWithin">Queries without an answer that were under way meanwhile.</param>
/// <param name="FailedOutside">The others without an answer.</param>
public sealed record OutageResult(double BeginsAtMs, double? LengthMs, long FailedWithin, long FailedOutside);

/// <summary>What ran before measuring began.</summary>
public sealed record WarmupResult(double DurationMs, long Queries, long Failed);

/// <summary>Latency from the actual start, from the planned start, and what lies between.</summary>
public sealed record LoadLatency(LatencyDistribution Service, LatencyDistribution Scheduled, LatencyDistribution DispatchDelay);

/// <summary>A distribution in milliseconds. A percentile, mean or maximum that failures make infinite is null.</summary>
public sealed record LatencyDistribution
{
    public required long Count { get; init; }

    /// <summary>Null where any query of the load failed.</summary>
    public double? Mean { get; init; }

    public double? Max { get; init; }

    /// <summary>Keys <c>50</c>, <c>90</c>, <c>95</c>, <c>99</c>.</summary>
    public required IReadOnlyDictionary<string, double?> Percentiles { get; init; }

    /// <summary>HdrHistogram V2, compressed, base64, of the successes in microseconds.</summary>
    public string? Histogram { get; init; }
}
