using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>One side of one round: the load that it ran, and what the process that ran it took.</summary>
/// <param name="Load">The load, recorded by the definitions of DESIGN §6 whichever client ran it.</param>
/// <param name="CpuMs">CPU time of that process within the load, all cores, user and kernel, in ms; null where it was not watched.</param>
/// <param name="PeakMemoryBytes">Highest resident memory of that process within the load; null where it was not watched.</param>
public sealed record RoundSide(LoadResult Load, double? CpuMs, long? PeakMemoryBytes)
{
    /// <summary>
    /// In words, why this round's latency and throughput are not those of the side, so that the round is left out of them; null where
    /// they are, the default.
    /// </summary>
    public string? Disturbed { get; init; }

    /// <summary>A side that our own client ran.</summary>
    public static RoundSide Of(LoadMeasurement load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var client = load.Resources?.Client;
        return new RoundSide(LoadResults.Of(load), client?.CpuMs, client?.PeakMemoryBytes);
    }

    /// <summary>The same side, disturbed where its generator was the bottleneck or itself started over 1% of the queries late.</summary>
    internal RoundSide WithGenerator() => this with { Disturbed = GeneratorHealth.Disturbance(Load) ?? Disturbed };

    /// <summary>Queries without a complete answer in time, for whatever reason.</summary>
    internal long Unsuccessful => Load.Unsuccessful;

    internal bool HasFailures => Unsuccessful > 0;

    /// <summary>Answers within the load's duration.</summary>
    internal double AnswersInTime => Load.ThroughputPerSecond * (Load.BrokeOffAtMs ?? Load.DurationMs) / 1000;
}
