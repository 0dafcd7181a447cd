using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Judged rows as the engine writes them.</summary>
internal static class CriterionOf
{
    public static CriterionResult FailedQueries(LoadResult load) => new()
    {
        Key = "queries.failed",
        Measure = "failed queries",
        MustBe = "none",
        Comparison = "none",
        Threshold = 0,
        Unit = "queries",
        Measured = load.Failed,
        MeasuredText = load.Failed == 0
            ? "none"
            : $"{Figures.Count(load.Failed)} of {Figures.Count(load.Planned)} ({Figures.Percent(load.Failed / (double)load.Planned)})",
        Verdict = load.Failed == 0 ? CriterionVerdict.Met : CriterionVerdict.NotMet,
    };

    public static CriterionResult Throughput(LoadResult load, double above) => new()
    {
        Key = "throughput",
        Measure = "throughput",
        MustBe = $"above {Figures.Number(above)} queries per second",
        Comparison = "above",
        Threshold = above,
        Unit = "queries/s",
        Measured = load.ThroughputPerSecond,
        MeasuredText = $"{Figures.Number(load.ThroughputPerSecond)} per second",
        Margin = (load.ThroughputPerSecond - above) / above,
        Verdict = load.ThroughputPerSecond > above ? CriterionVerdict.Met : CriterionVerdict.NotMet,
    };

    public static CriterionResult OnTime(LoadResult load) => new()
    {
        Key = "queries.onTime",
        Measure = "queries started on time",
        MustBe = "at least 99%",
        Comparison = "atLeast",
        Threshold = 0.99,
        Unit = "ratio",
        Measured = load.StartedOnTimeRatio,
        MeasuredText = Figures.Percent(load.StartedOnTimeRatio ?? 0),
        Margin = ((load.StartedOnTimeRatio ?? 0) - 0.99) / 0.99,
        Verdict = CriterionVerdict.Met,
    };

    public static CriterionResult P95(LoadResult load, double underMs, string mustBe)
    {
        var measured = load.LatencyMs.Scheduled.Percentiles["95"];
        return new()
        {
            Key = "latency.scheduled.p95",
            Measure = "95th percentile latency",
            MustBe = mustBe,
            Comparison = "under",
            Threshold = underMs,
            Unit = "ms",
            Measured = measured,
            MeasuredText = measured is { } value
                ? Figures.Time(value)
                : $"not reached: {Figures.Percent(load.Failed / (double)load.Planned)} failed",
            Margin = measured is { } figure ? (underMs - figure) / underMs : null,
            Interval = measured is { } middle ? new(middle * 0.93, load.Planned < 72 ? null : middle * 1.14) : null,
            Verdict = measured is { } judged && judged < underMs ? CriterionVerdict.Met : CriterionVerdict.NotMet,
            Note = load.Planned < 72 ? "Judged by its value: a rehearsal has too few queries for an interval." : null,
        };
    }

    public static CriterionResult Memory(double bytes) => new()
    {
        Key = "client.memory.peak",
        Measure = "client memory",
        MustBe = "under 5 GB",
        Comparison = "under",
        Threshold = 5e9,
        Unit = "bytes",
        Measured = bytes,
        MeasuredText = Figures.Bytes(bytes),
        Margin = (5e9 - bytes) / 5e9,
        Verdict = bytes < 5e9 ? CriterionVerdict.Met : CriterionVerdict.NotMet,
    };

    public static CriterionResult Rows() => new()
    {
        Key = "rows",
        Measure = "rows per query",
        MustBe = "exactly 1,000,000",
        Comparison = "exactly",
        Threshold = 1_000_000,
        Unit = "rows",
        Measured = 1_000_000,
        MeasuredText = "1,000,000",
        Margin = 0,
        Verdict = CriterionVerdict.Met,
    };

    public static CriterionResult Growth(double bytesPerHour, bool isJudged) => new()
    {
        Key = "client.memory.growth",
        Measure = "client memory growth",
        MustBe = "under 100 MB per hour",
        Comparison = "under",
        Threshold = 100e6,
        Unit = "bytes/h",
        Measured = isJudged ? bytesPerHour : null,
        MeasuredText = isJudged ? $"{Figures.Bytes(bytesPerHour)} per hour" : "not judged",
        Margin = isJudged ? (100e6 - bytesPerHour) / 100e6 : null,
        Interval = isJudged ? new(bytesPerHour - 3e6, bytesPerHour + 4e6) : null,
        Verdict = !isJudged ? CriterionVerdict.NotJudged : bytesPerHour < 100e6 ? CriterionVerdict.Met : CriterionVerdict.NotMet,
        Note = isJudged ? null : "The load lasted under 10 minutes, too short for a trend.",
    };
}
