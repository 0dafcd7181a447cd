using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Something in which two sides are compared. Its figure comes from one side of one round, in the same way whoever carried the load.
/// </summary>
public sealed record ComparedMeasure
{
    private ComparedMeasure(string key, string name, string unit, Func<RoundSide, double> figure) =>
        (Key, Name, Unit, Figure) = (key, name, unit, figure);

    /// <summary>Stable name in results, that of the same measure in criteria: <c>latency.scheduled.p95</c>.</summary>
    public string Key { get; }

    /// <summary>As features write it before <c>compared with</c>.</summary>
    public string Name { get; }

    /// <summary>Of the figure: <c>ms</c>, <c>bytes</c> or <c>queries/s</c>.</summary>
    public string Unit { get; }

    /// <summary>The side with the lower figure is the better one; of throughput it is the other way round.</summary>
    public bool LowerIsBetter { get; private init; } = true;

    /// <summary>Of the process that carries the load, not of its queries.</summary>
    public bool IsOfTheClient { get; private init; }

    /// <summary>How long queries take, so that one side can be faster.</summary>
    public bool IsTime => Key.StartsWith("latency.", StringComparison.Ordinal);

    /// <summary>Queries that a round needs for its figure; 0 where any number will do.</summary>
    public int FewestQueries { get; private init; }

    private Func<RoundSide, double> Figure { get; }

    public static ComparedMeasure MedianLatency { get; } = Percentile(50, "median latency");

    public static ComparedMeasure Percentile95 { get; } = Percentile(95, "95th percentile latency");

    public static ComparedMeasure Percentile99 { get; } = Percentile(99, "99th percentile latency");

    /// <summary>Infinite with any failure, as in criteria.</summary>
    public static ComparedMeasure MeanLatency { get; } = new(
        "latency.scheduled.mean", "mean latency", "ms", side => Undisturbed(side, side.HasFailures ? null : side.Load.LatencyMs.Scheduled.Mean));

    public static ComparedMeasure Throughput { get; } =
        new("throughput", "throughput", "queries/s", side => Undisturbed(side, side.Load.ThroughputPerSecond)) { LowerIsBetter = false };

    /// <summary>Processor time per answer: a failed query costs, and brings none.</summary>
    public static ComparedMeasure ClientCpuPerQuery { get; } = new(
        "client.cpu.perQuery", "client CPU per query", "ms",
        side => side.CpuMs is not { } cpu ? double.NaN : side.AnswersInTime > 0 ? cpu / side.AnswersInTime : double.PositiveInfinity)
    { IsOfTheClient = true };

    /// <summary>Infinite with any failure: the peak would not be that of the whole load.</summary>
    public static ComparedMeasure ClientMemory { get; } = new(
        "client.memory.peak", "client memory", "bytes",
        side => side.PeakMemoryBytes is not { } peak ? double.NaN : side.HasFailures ? double.PositiveInfinity : peak)
    { IsOfTheClient = true };

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ComparedMeasure> All { get; } =
        [MedianLatency, Percentile95, Percentile99, MeanLatency, Throughput, ClientCpuPerQuery, ClientMemory];

    /// <summary>Those that a run's queries tell, without a second round.</summary>
    public static IReadOnlyList<ComparedMeasure> OfLoads { get; } = [.. All.Where(measure => !measure.IsOfTheClient)];

    /// <summary>The measure of a key, or null.</summary>
    public static ComparedMeasure? Find(string key) => All.FirstOrDefault(measure => measure.Key == key);

    /// <summary>
    /// The figure of one side of one round: +∞ where failures leave none, NaN where it was not measured or is not the side's, so that
    /// the round is left out.
    /// </summary>
    public double Of(RoundSide side)
    {
        ArgumentNullException.ThrowIfNull(side);
        return Figure(side);
    }

    /// <summary>The same, with what a comparison has to know beside it.</summary>
    internal RoundFigure In(RoundSide side) => new(Of(side))
    {
        Failed = side.Unsuccessful,
        Queries = side.Load.Planned,
        Disturbed = IsOfTheClient ? null : side.Disturbed,
    };

    public override string ToString() => Name;

    private static ComparedMeasure Percentile(int percent, string name)
    {
        var key = percent.ToString(CultureInfo.InvariantCulture);
        // Of fewer queries than leave one slower than the percentile it would be the maximum.
        var fewest = 100 / (100 - percent);
        return new($"latency.scheduled.p{key}", name, "ms", side => Undisturbed(
            side, side.Load.LatencyMs.Scheduled.Count < fewest ? double.NaN : side.Load.LatencyMs.Scheduled.Percentiles.GetValueOrDefault(key)))
        { FewestQueries = fewest };
    }

    private static double Undisturbed(RoundSide side, double? figure) =>
        side.Disturbed is not null ? double.NaN : figure ?? double.PositiveInfinity;
}
