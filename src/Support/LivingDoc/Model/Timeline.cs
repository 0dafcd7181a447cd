using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>How one load went over time, in at most <see cref="MostPoints"/> stretches of equal length.</summary>
/// <param name="Load">The load's name.</param>
/// <param name="LengthSeconds">From the beginning of the load to the end of its last stretch.</param>
/// <param name="StretchSeconds">Length of one stretch.</param>
/// <param name="Points">In order of time.</param>
/// <param name="FromJournal">Whether latencies are exact; from the one-second series they are only nearly so.</param>
public sealed record Timeline(
    string Load, double LengthSeconds, double StretchSeconds, IReadOnlyList<TimelinePoint> Points, bool FromJournal)
{
    public const int MostPoints = 150;
}

/// <summary>One stretch. Latencies are scheduled ones in milliseconds, of the queries planned in it.</summary>
public sealed record TimelinePoint
{
    /// <summary>Middle of the stretch, in seconds since the load began.</summary>
    public required double T { get; init; }

    public double? Median { get; init; }

    public double? P95 { get; init; }

    public double? Max { get; init; }

    /// <summary>Failed, timed out, unfinished or never started.</summary>
    public long Failures { get; init; }

    public double? PlannedPerSecond { get; init; }

    public double? SucceededPerSecond { get; init; }

    public double? InFlight { get; init; }

    /// <summary>The mean parts of the latency of the queries that were answered in it.</summary>
    public LatencyParts? Parts { get; init; }

    /// <summary>Percent of one core.</summary>
    public double? ClientCpu { get; init; }

    public double? ClientMemory { get; init; }

    public double? ServerMemory { get; init; }
}
