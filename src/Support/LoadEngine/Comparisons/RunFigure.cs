using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>What one load of one run tells of a measure.</summary>
/// <param name="Cost">Its figure and interval, so that more is always worse.</param>
/// <param name="Failed">Queries without a complete answer in time, of all <paramref name="Planned"/>.</param>
/// <param name="Planned">Queries that were planned.</param>
internal sealed record RunFigure(Bounds Cost, long Failed, long Planned)
{
    private static readonly double ShareOfALoad = PairedComparison.Level / ComparedMeasure.OfLoads.Count;

    public static RunFigure Of(ComparedMeasure measure, LoadRecorder load, double level) =>
        new(BoundsOf(measure, load, level), load.Counts.Unsuccessful, load.Counts.Planned);

    /// <summary>As <see cref="All"/> wrote it into the results.</summary>
    public static RunFigure Of(ComparedMeasure measure, FigureResult figure, LoadResult load)
    {
        var (low, high) = measure.LowerIsBetter
            ? (figure.Interval.Low ?? 0, figure.Interval.High ?? double.PositiveInfinity)
            : (figure.Interval.High ?? double.PositiveInfinity, figure.Interval.Low ?? 0);
        return new RunFigure(new Bounds(Cost(figure.Value), Cost(low), Cost(high)), load.Unsuccessful, load.Planned);

        double Cost(double? value) => value is { } known ? CostInterval.ToCost(known, measure.LowerIsBetter) : double.PositiveInfinity;
    }

    /// <summary>What a later run can be compared with; a measure of which the load tells nothing is missing.</summary>
    public static IReadOnlyList<FigureResult> All(LoadRecorder load) =>
    [
        .. ComparedMeasure.OfLoads.Select(measure => (measure, Bounds: BoundsOf(measure, load, ShareOfALoad)))
            .Where(figure => !double.IsNaN(figure.Bounds.Value))
            .Select(figure => new FigureResult(
                figure.measure.Key,
                CostInterval.FromCost(figure.Bounds.Value, figure.measure.LowerIsBetter),
                new CostInterval(figure.Bounds.Low, figure.Bounds.High).Ratio(figure.measure.LowerIsBetter),
                1 - ShareOfALoad)),
    ];

    private static Bounds BoundsOf(ComparedMeasure measure, LoadRecorder load, double level) =>
        (measure.OfRun ?? throw new ArgumentException($"A single run does not tell the {measure}.", nameof(measure)))(load, level);

    /// <summary>What a reader should know of the side's failures, or null.</summary>
    public string? Failures(string side) => double.IsPositiveInfinity(Cost.Value)
        ? $"{side} was not reached, because queries failed"
        : ComparisonNotes.Failed(side, Failed, Planned);
}
