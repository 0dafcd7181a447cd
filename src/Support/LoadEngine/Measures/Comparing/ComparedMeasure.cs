using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures.Comparing;

/// <summary>
/// How two sides are compared in a measure. The figure comes from one side of one round, in the same way whichever client ran the load.
/// </summary>
public sealed class ComparedMeasure
{
    private readonly Measure _measure;
    private readonly Func<RoundSide, double?> _figure;

    /// <param name="measure">What is compared.</param>
    /// <param name="unit">Of the figure: <c>ms</c>, <c>bytes</c> or <c>queries/s</c>.</param>
    /// <param name="figure">Of one side of one round; null where failures leave none, NaN where it was not measured.</param>
    internal ComparedMeasure(Measure measure, string unit, Func<RoundSide, double?> figure) =>
        (_measure, Unit, _figure) = (measure, unit, figure);

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ComparedMeasure> All => Measure.Comparable;

    /// <summary>Those that a run's queries tell, without a second round.</summary>
    public static IReadOnlyList<ComparedMeasure> OfLoads => [.. All.Where(measure => measure.OfRun is not null)];

    /// <summary>That of the measure, the same in criteria: <c>latency.scheduled.p95</c>.</summary>
    public string Key => _measure.Key;

    /// <summary>As features write it before <c>compared with</c>.</summary>
    public string Name => _measure.Name;

    public string Unit { get; }

    /// <summary>The side with the lower figure is the better one; default true.</summary>
    public bool LowerIsBetter { get; internal init; } = true;

    /// <summary>Of the process that runs the load, not of its queries, so that a late generator does not spoil it; default false.</summary>
    public bool IsOfTheClient { get; internal init; }

    /// <summary>How long queries take, so that one side can be faster; default false.</summary>
    public bool IsTime { get; internal init; }

    /// <summary>Queries that a round needs for its figure; 0 (default) where any number will do.</summary>
    public int FewestQueries { get; internal init; }

    /// <summary>The figure of a single run with its interval at a level; null (default) where one run does not tell it.</summary>
    internal Func<LoadRecorder, double, Bounds>? OfRun { get; init; }

    /// <summary>The measure of a key, or null.</summary>
    public static ComparedMeasure? Find(string key) => All.FirstOrDefault(measure => measure.Key == key);

    /// <summary>
    /// The figure of one side of one round: +∞ where failures leave none, NaN where it was not measured or is not the side's, so that
    /// the round is left out.
    /// </summary>
    public double Of(RoundSide side)
    {
        ArgumentNullException.ThrowIfNull(side);
        return side.Disturbed is not null && !IsOfTheClient ? double.NaN : _figure(side) ?? double.PositiveInfinity;
    }

    /// <summary>The same, with what a comparison has to know of the round.</summary>
    internal RoundFigure In(RoundSide side) => new(Of(side))
    {
        Failed = side.Unsuccessful,
        Queries = side.Load.Planned,
        Disturbed = IsOfTheClient ? null : side.Disturbed,
    };

    public override string ToString() => Name;
}
