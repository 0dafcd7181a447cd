using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>What happened to one planned query, as its client saw it. Times in ticks since the load began.</summary>
/// <param name="N">Its number in its load or warm-up, from 0.</param>
/// <param name="Row">The row of its parameters; null where it has none.</param>
/// <param name="Answer">What the client brought, or what it had tried when the query failed; null where it was never asked.</param>
/// <param name="Told">When the journal was told that it is over.</param>
internal sealed record Query(
    int Client, long N, string Name, int? Row, long Planned, long? Started, long? Ended, bool Answered, bool First, Answer? Answer,
    long Told, ulong? Reference)
{
    /// <summary>In milliseconds, +∞ without an answer.</summary>
    public double Latency(bool service) => Answered
        ? ((Ended!.Value - Started!.Value) + (service ? 0 : Delay)) / 10_000.0
        : double.PositiveInfinity;

    public long Delay => Math.Max(0, Started!.Value - Planned);

    /// <summary>Until when it was under way, or given up.</summary>
    public long Over => Ended ?? Told;
}

/// <summary>One load, carried.</summary>
/// <param name="Queries">All that were planned, in the order in which they were over.</param>
/// <param name="Seconds">How many of these were over at each tick of the clock, and when it ticked.</param>
/// <param name="FirstInWarmUp">Latency of each session's first query where that was in the warm-up.</param>
/// <param name="WarmUp">The queries of the warm-up.</param>
internal sealed record LoadHappened(
    LoadPlan Plan, IReadOnlyList<Query> Queries, IReadOnlyList<(int Over, long At)> Seconds,
    IReadOnlyDictionary<int, double> FirstInWarmUp, IReadOnlyList<Query> WarmUp);

/// <summary>Loads that were carried side by side, and what was seen of the processes.</summary>
/// <param name="Looks">When the generator looked at itself once a second.</param>
/// <param name="Freezes">When its process really was paused.</param>
internal sealed record Carried(
    IReadOnlyList<LoadHappened> Loads, IReadOnlyList<long> Looks, IReadOnlyList<(long From, long To)> Freezes,
    IReadOnlyList<(long At, long Bytes)> Client, IReadOnlyList<(long At, long Bytes)>? Server, double CpuMs)
{
    /// <summary>When the run was ended from outside, as by Ctrl-C; never if it was not.</summary>
    public long Cancelled { get; init; } = long.MaxValue;
}
