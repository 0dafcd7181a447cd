namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Every measure that a criteria table may name. Latencies are patterns: these are their examples.</summary>
public static class MeasureCatalog
{
    private const string Time = "time (ms, seconds, minutes)";
    private const string Size = "memory (KB, MB, GB, or KiB, MiB, GiB)";

    public static IReadOnlyList<MeasureInfo> All { get; } =
    [
        new("failed queries", "number or share of queries", ["none", "at most 3", "under 1%"],
            "Planned queries without a complete answer in time: failed, timed out, unfinished at the end, or never started."),
        new("throughput", "queries per second, minute or hour", ["above 0.8 queries per second"],
            "Successes that ended within the load's duration, divided by that duration."),
        new("queries started on time", "share of queries", ["at least 99%"],
            "Planned queries that started within a tenth of the interval after their planned start, at least 5 ms, at most 100 ms."),
        new("95th percentile latency", Time, ["under 5 seconds"],
            "Any percentile (median, 99.9th …) of the time from a query's planned start to the last byte of its answer; the value at rank ⌈p·n⌉ "
            + "over all planned queries but the first of each session; queries without an answer are infinitely slow."),
        new("95th percentile service latency", Time, ["under 5 seconds"], "The same from the query's actual start."),
        new("mean latency", Time, ["under 2 seconds"], "The mean of the same latencies; infinite with any failure."),
        new("maximum latency", Time, ["under 10 seconds"], "The highest of the same latencies; infinite with any failure."),
        new("95th percentile latency in every 1-minute window", Time, ["under 5 seconds"],
            "The same figure of each complete window, windows by planned start; the worst one counts."),
        new("maximum latency in 99% of the seconds", Time, ["under 5 seconds"],
            "The same figure of each complete window; the best 99% of them must keep to it."),
        new("first query latency", Time, ["under 30 seconds"], "The slowest of the sessions' first queries, which are in no percentile."),
        new("time to recover", Time, ["under 30 seconds"],
            "From the end of the last spike to the first of five seconds in a row whose median latency is at most twice the one before the spike, and 10 ms more."),
        new("rows per query", "rows", ["every row", "exactly 1,000,000", "at least 1"],
            "Rows of each answer; every row means as many as a complete answer has."),
        new("answers", "answers", ["equal to the reference"], "Every answer has the checksum of the reference answer, in whatever order its rows came."),
        new("client CPU per query", Time, ["under 20 ms"],
            "Processor time of the client's process per answered query, what failed ones took included; judged at 10 queries per second or more."),
        new("client memory", Size, ["under 5 GB"], "Highest resident memory of the client's process within the load."),
        new("client memory growth", "memory per hour", ["under 100 MB per hour"],
            "Theil–Sen slope of one-minute minima, first five minutes left out, judged by the upper end of its 95% interval."),
        new("server memory", Size, ["under 8 GB"], "Highest resident memory of the server's process within the load, where it can be seen."),
        new("server memory growth", "memory per hour", ["under 500 MB per hour"], "As client memory growth, of the server's process."),
        new("retries", "number", ["none", "at most 5"], "How often the client sent a query again after a passing error."),
        new("reattaches", "number", ["none", "at most 5"], "How often the client took up the answer of a running query again."),
        new("capacity", "queries per second, minute or hour", ["at least 20 queries per second"],
            "The highest step of the rate at which all other rows of the table were met."),
        Times("median latency", "Python"),
        Times("95th percentile latency", "Python"),
        Times("99th percentile latency", "Spark 3.5.8"),
        Times("mean latency", "Spark 3.5.8"),
        Compared("throughput", "the baseline", ["no lower", "higher", "same"]),
        Compared("client CPU per query", "Python", ["lower", "no higher", "same"]),
        Compared("client memory", "Python", ["lower", "no higher", "same"]),
    ];

    private static MeasureInfo Times(string what, string side) => Compared(what, side, ["no slower", "faster", "same", "lower", "no higher"]);

    private static MeasureInfo Compared(string what, string side, IReadOnlyList<string> mustBe) => new(
        $"{what} compared with {side}", "ratio of this side's figure to the other's", mustBe,
        $"The {what} divided by that of {side}, judged by the interval of the ratio: faster, lower and higher need all of it on one side of 1, "
        + "same needs it within a tenth of 1, and no slower, no higher and no lower need it to end within a tenth of 1.");
}
