using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Sums up what fell into one stretch of time.</summary>
internal static class Stretch
{
    public static TimelinePoint Point(double middle, double length, List<QueryPoint> queries, List<SeriesLine> seconds)
    {
        var point = new TimelinePoint
        {
            T = middle,
            Failures = queries.Count > 0 ? queries.Count(query => !float.IsFinite(query.LatencyMs)) : seconds.Sum(second => second.Failed),
            PlannedPerSecond = Rate(seconds, length, second => second.Planned),
            SucceededPerSecond = Rate(seconds, length, second => second.Succeeded),
            Parts = MeanParts(seconds),
            InFlight = Highest(seconds, second => second.InFlight),
            ClientCpu = seconds.Average(second => second.ClientCpu),
            ClientMemory = Highest(seconds, second => second.ClientMemory),
            ServerMemory = Highest(seconds, second => second.ServerMemory),
        };
        return queries.Count > 0 ? WithExact(point, queries) : WithNearly(point, seconds);
    }

    private static TimelinePoint WithExact(TimelinePoint point, List<QueryPoint> queries)
    {
        float[] latencies = [.. queries.Select(query => query.LatencyMs).Order()];
        return point with
        {
            Median = Rank.ValueAt(latencies, 0.5m),
            P95 = Rank.ValueAt(latencies, 0.95m),
            Max = Rank.ValueAt([.. latencies.Where(float.IsFinite)], 1),
        };
    }

    private static TimelinePoint WithNearly(TimelinePoint point, List<SeriesLine> seconds) => point with
    {
        Median = Rank.ValueAt(
            [.. seconds.Where(second => second.P50 is not null).Select(second => (float)second.P50!.Value).Order()], 0.5m),
        P95 = seconds.Max(second => second.P95),
        Max = seconds.Max(second => second.Max),
    };

    private static LatencyParts? MeanParts(List<SeriesLine> seconds)
    {
        var (all, answered) = (default(LatencyParts), 0L);
        foreach (var second in seconds)
        {
            if (second is { PartsMs: { } parts, Succeeded: > 0 and var n })
            {
                answered += n;
                all = new(
                    all.DispatchDelay + (n * parts.DispatchDelay), all.FirstMessage + (n * parts.FirstMessage),
                    all.FirstRows + (n * parts.FirstRows), all.Streaming + (n * parts.Streaming), all.Decoding + (n * parts.Decoding));
            }
        }

        return answered == 0
            ? null
            : new(
                all.DispatchDelay / answered, all.FirstMessage / answered, all.FirstRows / answered, all.Streaming / answered,
                all.Decoding / answered);
    }

    // Whole lines only: the last stretch may be shorter than the others.
    private static double? Rate(List<SeriesLine> seconds, double length, Func<SeriesLine, long> count) =>
        seconds.Count == 0 ? null : seconds.Sum(count) / Math.Min(length, seconds.Count);

    private static double? Highest(List<SeriesLine> seconds, Func<SeriesLine, double?> value) => seconds.Max(value);
}
