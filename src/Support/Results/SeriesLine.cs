namespace SparkLoad.Results;

/// <summary>One line of <c>series.ndjson</c>: one second of one load. Counts are of that second, not running totals.</summary>
public sealed record SeriesLine
{
    /// <summary>The scenario's <see cref="ScenarioResult.Id"/>.</summary>
    public required string Scenario { get; init; }

    /// <summary>The load's name.</summary>
    public required string Load { get; init; }

    /// <summary>End of the second, in seconds since the load began: 1, 2, 3 … A late tick may cover more than one second.</summary>
    public required double T { get; init; }

    /// <summary>End of the second by the wall clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Planned starts within the second; for back-to-back loads those that were started.</summary>
    public required long Planned { get; init; }

    public required long Started { get; init; }

    public required long Succeeded { get; init; }

    /// <summary>Failed, timed out, unfinished or never started.</summary>
    public required long Failed { get; init; }

    /// <summary>Sent and not yet answered, at the end of the second.</summary>
    public required int InFlight { get; init; }

    /// <summary>
    /// Median scheduled latency in milliseconds of the queries that ended in this second; null where none did, or failures make it
    /// infinite.
    /// </summary>
    public double? P50 { get; init; }

    /// <summary>95th percentile, as <see cref="P50"/>.</summary>
    public double? P95 { get; init; }

    /// <summary>Highest scheduled latency in milliseconds of the successes that ended in this second; null where none did.</summary>
    public double? Max { get; init; }

    /// <summary>
    /// The mean parts of the queries that were answered in this second, which together are their mean scheduled latency; null where none
    /// was, and of an external client.
    /// </summary>
    public LatencyParts? PartsMs { get; init; }

    /// <summary>The client's CPU in percent of one core.</summary>
    public double? ClientCpu { get; init; }

    /// <summary>Resident memory of the client's process in bytes.</summary>
    public long? ClientMemory { get; init; }

    /// <summary>Resident memory of the server's process in bytes, where it can be seen.</summary>
    public long? ServerMemory { get; init; }
}
