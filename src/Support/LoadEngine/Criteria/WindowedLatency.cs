using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>The latency that a share of the load's complete windows keeps to; 1 for every window.</summary>
internal sealed record WindowedLatency(WindowFigure InWindow, decimal Share) : Measure(KeyOf(InWindow, Share), Unit.Time)
{
    private const int FewestWindows = 3;
    private const int FewestForMedian = 20;

    public override bool NeedsGenerator => true;

    public override WindowFigure? Window => InWindow;

    public override string? Unfit(LoadPlan plan) => plan.StatedDuration < InWindow.Length
        ? FormattableString.Invariant($"the load lasts {plan.StatedDuration}, less than one such window")
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var tracker = load.Recorder.Windows.Single(window => window.Figure == InWindow);
        var windows = tracker.Figures;
        if (windows.Count < FewestWindows)
        {
            return new Reading
            {
                Text = "unknown",
                TooShort = $"only {windows.Count} complete windows, {FewestWindows} are needed",
            };
        }

        var value = windows.Percentile(Share);
        return new Reading
        {
            Value = value / 1000.0,
            Text = value is { } micros
                ? $"{FigureText.Beside(micros / 1000.0, expectation)} {Where(windows.Count)}"
                : $"not reached in {FigureText.Count(windows.Infinite)} of {FigureText.Count(windows.Count)} windows",
            TooFew = tracker.FewestSamples < Needed
                ? $"a window has only {FigureText.Count(tracker.FewestSamples)} queries, this figure needs {FigureText.Count(Needed)}"
                : null,
        };
    }

    public override double? ReadUndisturbed(LoadMeasurement load)
    {
        var tracker = load.Recorder.Windows.Single(window => window.Figure == InWindow);
        return tracker.Disturbed.Count == 0 ? null
            : tracker.Disturbed.Count == tracker.Figures.Count ? 0
            : tracker.Figures.Without(tracker.Disturbed).Percentile(Share) / 1000.0;
    }

    private long Needed => InWindow.Figure.Statistic != LatencyStatistic.Percentile ? 1
        : InWindow.Figure.Percentile == 0.5m ? FewestForMedian
        : OrderStatisticInterval.MinimumCount(InWindow.Figure.Percentile);

    private string Where(long windows) => Share == 1
        ? $"in the worst of {FigureText.Count(windows)} windows"
        : $"kept in {FigureText.Of((double)Share, Unit.Ratio)} of {FigureText.Count(windows)} windows";

    private static string KeyOf(WindowFigure window, decimal share) => FormattableString.Invariant(
        $"{LatencyMeasure.KeyOf(window.Figure)}.in{share * 100:0.####}%of{window.Length.TotalSeconds:0.###}s");
}
