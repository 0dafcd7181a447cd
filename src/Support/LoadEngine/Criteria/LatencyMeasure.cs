using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A percentile, the mean or the maximum of the latency over all planned queries but the first of each session.</summary>
internal sealed record LatencyMeasure(LatencyFigure Figure) : Measure(KeyOf(Figure), Unit.Time)
{
    public override bool NeedsGenerator => true;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var latency = load.Recorder.Latency;
        var (counts, series) = Figure.Kind == LatencyKind.Scheduled
            ? (latency.Scheduled, latency.ScheduledSeries)
            : (latency.Service, latency.ServiceSeries);
        if (counts.Count == 0 && (Figure.Statistic == LatencyStatistic.Percentile || load.Counts.Unsuccessful == 0))
        {
            return Reading.CannotTell("no query beside the first of each session");
        }

        return Figure.Statistic == LatencyStatistic.Percentile ? Percentile(counts, series) : OfAll(counts, load.Counts);
    }

    public override double? ReadUndisturbed(LoadMeasurement load)
    {
        // A failure that no pause had a part in breaks mean and maximum all the same, be it that of a session's first query.
        if (load.Recorder.Disturbed is not { Count: > 0 } disturbed
            || (Figure.Statistic != LatencyStatistic.Percentile && load.Counts.Unsuccessful > disturbed.Failed))
        {
            return null;
        }

        var rest = Figure.Kind == LatencyKind.Scheduled
            ? load.Recorder.Latency.Scheduled.Without(disturbed.Scheduled)
            : load.Recorder.Latency.Service.Without(disturbed.Service);
        if (rest.Count == 0)
        {
            return 0;
        }

        return (Figure.Statistic switch
        {
            LatencyStatistic.Mean => rest.Mean,
            LatencyStatistic.Maximum => rest.Max,
            _ => rest.Percentile(Figure.Percentile),
        }) / 1000.0;
    }

    internal static string KeyOf(LatencyFigure figure) =>
        $"latency.{figure.Kind.ToString().ToLowerInvariant()}.{StatisticOf(figure)}";

    internal static string NotReached(long failed, long count) =>
        $"not reached: {FigureText.Of((double)failed / count, Unit.Ratio)} failed";

    private Reading Percentile(LatencyCounts counts, BlockSeries series)
    {
        var value = counts.Percentile(Figure.Percentile);
        var effective = EffectiveSampleSize.Of(series, value);
        var ranks = OrderStatisticInterval.Of(Figure.Percentile, counts.Count, effective);
        var needed = OrderStatisticInterval.MinimumCount(Figure.Percentile);
        return new Reading
        {
            Value = value / 1000.0,
            Text = value is null ? NotReached(counts.Infinite, counts.Count) : null,
            Interval = new Interval(At(counts, ranks.Low), At(counts, ranks.High)),
            TooFew = counts.Count < needed
                ? $"{FigureText.Count(counts.Count)} queries tell too little of this percentile, which needs {FigureText.Count(needed)}"
                : null,
        };
    }

    private Reading OfAll(LatencyCounts counts, LoadCounts all)
    {
        if (all.Unsuccessful > 0)
        {
            return Reading.Infinite(NotReached(all.Unsuccessful, all.Planned));
        }

        return Reading.Of((Figure.Statistic == LatencyStatistic.Mean ? counts.Mean : counts.Max) / 1000.0);
    }

    private static double? At(LatencyCounts counts, long? rank) => rank is { } r ? counts.AtRank(r) / 1000.0 : null;

    private static string StatisticOf(LatencyFigure figure) => figure.Statistic switch
    {
        LatencyStatistic.Mean => "mean",
        LatencyStatistic.Maximum => "max",
        _ => FormattableString.Invariant($"p{figure.Percentile * 100:0.####}"),
    };
}
