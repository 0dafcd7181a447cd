using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>The latency that a share of the load's complete windows keeps to.</summary>
/// <param name="name">As features write it.</param>
/// <param name="window">What is computed in each window.</param>
/// <param name="share">Of the windows, the best; 1 for every window.</param>
internal sealed class WindowedLatency(string name, WindowFigure window, decimal share) : Measure(name, KeyOf(window, share), Unit.Time)
{
    private const int FewestWindows = 3;
    private const int FewestForMedian = 20;

    public WindowedLatency()
        : this(
            "95th percentile latency in every 1-minute window",
            new WindowFigure(new LatencyFigure(LatencyKind.Scheduled, LatencyStatistic.Percentile, 0.95m), TimeSpan.FromMinutes(1)),
            1)
    {
    }

    public override string Meaning => "The same latency of each complete window, of the queries that were planned in it; "
        + (share == 1 ? "the worst one counts." : $"the best {FigureText.Of((double)share, Unit.Ratio)} of them must keep to it.");

    public override IReadOnlyList<string> MustBe => ["under 5 seconds"];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override WindowFigure? Window => window;

    public override IReadOnlyList<Measure> Usual => [this, Named("maximum latency in 99% of the seconds")!];

    public override Measure? Named(string words) => LatencyGrammar.Read(words) is { Window: { } length } read
        ? new WindowedLatency(words, new WindowFigure(read.Figure, length), read.Share)
        : null;

    public override string? Unfit(LoadPlan plan) => plan.StatedDuration < window.Length
        ? FormattableString.Invariant($"the load lasts {plan.StatedDuration}, less than one such window")
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var tracker = load.Recorder.Windows.Single(tracked => tracked.Figure == window);
        var windows = tracker.Figures;
        if (windows.Count < FewestWindows)
        {
            return new Reading
            {
                Text = "unknown",
                TooShort = $"only {windows.Count} complete windows, {FewestWindows} are needed",
            };
        }

        var value = windows.Percentile(share);
        return new Reading
        {
            Value = value / 1000.0,
            Text = value is { } micros
                ? $"{FigureText.Beside(micros / 1000.0, expectation)} {Where(windows.Count)}"
                : $"not reached in {Figures.Count(windows.Infinite)} of {Figures.Count(windows.Count)} windows",
            TooFew = tracker.FewestSamples < Needed
                ? $"a window has only {Figures.Count(tracker.FewestSamples)} queries, this figure needs {Figures.Count(Needed)}"
                : null,
        };
    }

    public override double? ReadUndisturbed(LoadMeasurement load)
    {
        var tracker = load.Recorder.Windows.Single(tracked => tracked.Figure == window);
        return tracker.Disturbed.Count == 0 ? null
            : tracker.Disturbed.Count == tracker.Figures.Count ? 0
            : tracker.Figures.Without(tracker.Disturbed).Percentile(share) / 1000.0;
    }

    private long Needed => window.Figure.Statistic != LatencyStatistic.Percentile ? 1
        : window.Figure.Percentile == 0.5m ? FewestForMedian
        : OrderStatisticInterval.MinimumCount(window.Figure.Percentile);

    private string Where(long windows) => share == 1
        ? $"in the worst of {Figures.Count(windows)} windows"
        : $"kept in {FigureText.Of((double)share, Unit.Ratio)} of {Figures.Count(windows)} windows";

    private static string KeyOf(WindowFigure window, decimal share) => FormattableString.Invariant(
        $"{LatencyMeasure.KeyOf(window.Figure)}.in{share * 100:0.####}%of{window.Length.TotalSeconds:0.###}s");
}
