using System.Globalization;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>How soon queries end that their client cancels.</summary>
internal sealed class TimeToCancel(string name, LatencyFigure figure)
    : Measure(name, $"cancel.{LatencyMeasure.StatisticOf(figure)}", Unit.Time)
{
    private const string Ending = " time to cancel";

    private static readonly string[] UsualNames = ["95th percentile time to cancel", "maximum time to cancel"];

    public TimeToCancel()
        : this(UsualNames[0], new LatencyFigure(LatencyKind.Service, LatencyStatistic.Percentile, 0.95m))
    {
    }

    public override string Meaning => (figure.Statistic switch
    {
        LatencyStatistic.Mean => "Cancelled queries ended this long after they were cancelled, on average",
        LatencyStatistic.Maximum => "No cancelled query ended later than this after it was cancelled",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Percentile * 100:0.####} of 100 cancelled queries had ended this long after they were cancelled"),
    }) + ", which the server itself says.";

    public override IReadOnlyList<string> MustBe => ["under 1 second"];

    public override IReadOnlyList<string> KnownAs => ["time to cancel", "cancellation time", "interrupt time"];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override IReadOnlyList<Measure> Usual => [.. UsualNames.Select(usual => Named(usual)!)];

    protected override IEnumerable<(string Name, IReadOnlyList<string> Names)> KnownElsewhere => [(UsualNames[0], KnownAs)];

    // The same words precede it that precede a latency.
    public override Measure? Named(string words) =>
        words.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            && LatencyGrammar.Read(words[..^Ending.Length] + " service latency") is { } read
            ? new TimeToCancel(words, read.Figure)
            : null;

    public override string? Unfit(LoadPlan plan) =>
        plan.Asking.CancelAfter is null ? $"the load \"{plan.Name}\" cancels nothing" : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var cancels = load.Recorder.Cancels;
        if (cancels.Times.Count == 0)
        {
            return Reading.Inconclusive(cancels.Answered == 0
                ? "no query was asked"
                : $"all {Figures.Count(cancels.Answered)} queries were answered before they could be cancelled");
        }

        var reading = LatencyMeasure.Read(figure, cancels.Times, cancels.Series, cancels.Times.Infinite, cancels.Times.Count);
        return cancels.Answered == 0 ? reading : reading with
        {
            Note = $"{Figures.Plural(cancels.Answered, "query", "queries")} answered before it could be cancelled",
        };
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { } disturbed
        ? LatencyMeasure.ReadUndisturbed(figure, load, load.Recorder.Cancels.Times, disturbed.Cancels.Times)
        : null;
}
