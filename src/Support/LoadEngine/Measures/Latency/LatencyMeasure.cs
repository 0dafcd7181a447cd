using System.Globalization;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>A percentile, the mean or the maximum of the latency over all planned queries but the first of each session.</summary>
internal sealed class LatencyMeasure(string name, LatencyFigure figure) : Measure(name, KeyOf(figure), Unit.Time)
{
    private static readonly string[] ComparedNames =
        ["median latency", "95th percentile latency", "99th percentile latency", "mean latency"];

    private static readonly string[] UsualNames = [.. ComparedNames, "maximum latency", "95th percentile service latency"];

    public LatencyMeasure()
        : this("95th percentile latency", new LatencyFigure(LatencyKind.Scheduled, LatencyStatistic.Percentile, 0.95m))
    {
    }

    public override string Meaning => (figure.Statistic switch
    {
        LatencyStatistic.Mean => "Planned queries took this long on average",
        LatencyStatistic.Maximum => "No planned query took longer than this",
        _ => string.Create(CultureInfo.InvariantCulture, $"{figure.Percentile * 100:0.####} of 100 planned queries took at most this long"),
    }) + $", counted from their {(figure.Kind == LatencyKind.Scheduled ? "planned" : "actual")} start.";

    public override IReadOnlyList<string> MustBe => ["under 5 seconds", "under 300 ms"];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override IReadOnlyList<Measure> Usual => [.. UsualNames.Select(usual => Named(usual)!)];

    public override IReadOnlyList<ComparedMeasure> Compared =>
        [.. ComparedNames.Select(compared => ((LatencyMeasure)Named(compared)!).InComparisons)];

    protected override IEnumerable<(string Name, IReadOnlyList<string> Names)> KnownElsewhere =>
    [
        ("median latency", ["median"]),
        ("mean latency", ["avg", "average", "mean"]),
        ("maximum latency", ["max", "maximum", "worst", "worst case", "slowest", "highest"]),
        // There is no minimum; this is the nearest to it that enough queries stand behind.
        ("1st percentile latency", ["min", "minimum", "best", "fastest", "lowest"]),
        ("95th percentile latency",
        [
            "latency", "latencies", "response time", "response times", "query time", "query duration", "duration", "request duration",
            "tail latency", "percentile",
        ]),
    ];

    public override Measure? Named(string words) =>
        LatencyGrammar.Read(words) is { Window: null } read ? new LatencyMeasure(words, read.Figure) : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var latency = load.Recorder.Latency;
        var (counts, series) = figure.Kind == LatencyKind.Scheduled
            ? (latency.Scheduled, latency.ScheduledSeries)
            : (latency.Service, latency.ServiceSeries);
        if (counts.Count == 0 && (figure.Statistic == LatencyStatistic.Percentile || load.Counts.Unsuccessful == 0))
        {
            return Reading.Inconclusive("no query but the first of each session");
        }

        return Read(figure, counts, series, load.Counts.Unsuccessful, load.Counts.Planned);
    }

    /// <summary>A figure of times, of which some are infinite.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="counts">Of what it is.</param>
    /// <param name="series">The same in its order.</param>
    /// <param name="failed">Queries whose time is infinite, of all <paramref name="planned"/>: mean and maximum have none then.</param>
    /// <param name="planned">Queries.</param>
    internal static Reading Read(LatencyFigure figure, LatencyCounts counts, BlockSeries series, long failed, long planned) =>
        figure.Statistic == LatencyStatistic.Percentile ? Percentile(figure.Percentile, counts, series)
        : failed > 0 ? Reading.Infinite(NotReached(failed, planned))
        : Reading.Of((figure.Statistic == LatencyStatistic.Mean ? counts.Mean : counts.Max) / 1000.0);

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { } disturbed
        ? figure.Kind == LatencyKind.Scheduled
            ? ReadUndisturbed(figure, load, load.Recorder.Latency.Scheduled, disturbed.Scheduled)
            : ReadUndisturbed(figure, load, load.Recorder.Latency.Service, disturbed.Service)
        : null;

    /// <summary>A figure of times, without those of the queries that were under way while the generator was paused.</summary>
    internal static double? ReadUndisturbed(LatencyFigure figure, LoadMeasurement load, LatencyCounts all, LatencyCounts some)
    {
        // A failure that no pause had a part in breaks mean and maximum all the same, be it that of a session's first query.
        if (load.Recorder.Disturbed is not { Count: > 0 } disturbed
            || (figure.Statistic != LatencyStatistic.Percentile && load.Counts.Unsuccessful > disturbed.Failed))
        {
            return null;
        }

        var rest = all.Without(some);
        if (rest.Count == 0)
        {
            return 0;
        }

        return (figure.Statistic switch
        {
            LatencyStatistic.Mean => rest.Mean,
            LatencyStatistic.Maximum => rest.Max,
            _ => rest.Percentile(figure.Percentile),
        }) / 1000.0;
    }

    private ComparedMeasure InComparisons
    {
        get
        {
            if (figure.Statistic == LatencyStatistic.Mean)
            {
                // Infinite with any failure, as in criteria.
                return new ComparedMeasure(this, "ms", side => side.HasFailures ? null : side.Load.LatencyMs.Scheduled.Mean)
                {
                    IsTime = true,
                    OfRun = RunComparison.OfMean,
                };
            }

            var percent = (figure.Percentile * 100).ToString("0.####", CultureInfo.InvariantCulture);
            // Of fewer queries than leave one slower than the percentile it would be the maximum.
            var fewest = (int)(1 / (1 - figure.Percentile));
            return new ComparedMeasure(
                this, "ms",
                side => side.Load.LatencyMs.Scheduled is var latency && latency.Count < fewest
                    ? double.NaN
                    : latency.Percentiles.GetValueOrDefault(percent))
            {
                IsTime = true,
                FewestQueries = fewest,
                OfRun = (load, level) => RunComparison.OfPercentile(load, figure.Percentile, level),
            };
        }
    }

    internal static string KeyOf(LatencyFigure figure) =>
        $"latency.{figure.Kind.ToString().ToLowerInvariant()}.{StatisticOf(figure)}";

    internal static string NotReached(long failed, long count) =>
        $"not reached: {FigureText.Of((double)failed / count, Unit.Ratio)} failed";

    private static Reading Percentile(decimal percentile, LatencyCounts counts, BlockSeries series)
    {
        var value = counts.Percentile(percentile);
        var effective = EffectiveSampleSize.Of(series, value);
        var ranks = OrderStatisticInterval.Of(percentile, counts.Count, effective);
        var needed = OrderStatisticInterval.MinimumCount(percentile);
        return new Reading
        {
            Value = value / 1000.0,
            Text = value is null ? NotReached(counts.Infinite, counts.Count) : null,
            Interval = new Interval(At(counts, ranks.Low), At(counts, ranks.High)),
            TooFew = counts.Count < needed
                ? $"{Figures.Count(counts.Count)} queries tell too little of this percentile, which needs {Figures.Count(needed)}"
                : null,
        };
    }

    private static double? At(LatencyCounts counts, long? rank) => rank is { } r ? counts.AtRank(r) / 1000.0 : null;

    internal static string StatisticOf(LatencyFigure figure) => figure.Statistic switch
    {
        LatencyStatistic.Mean => "mean",
        LatencyStatistic.Maximum => "max",
        _ => FormattableString.Invariant($"p{figure.Percentile * 100:0.####}"),
    };
}
