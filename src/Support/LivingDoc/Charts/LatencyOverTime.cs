using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Scheduled latency while the load went on, with the threshold that the feature sets.</summary>
internal static class LatencyOverTime
{
    public static ChartSpec? Of(Timeline timeline, (double Ms, string Text)? threshold)
    {
        var points = timeline.Points;
        if (!points.Any(point => point.Max is not null))
        {
            return null;
        }

        var values = points.SelectMany(point => new[] { point.Median, point.P95, point.Max }).OfType<double>();
        var highest = points.MaxBy(point => point.Max ?? -1)!;
        var failures = points.Sum(point => point.Failures);
        var medians = points.Select(point => point.Median).OfType<double>().Order().ToList();
        return new()
        {
            Title = "Scheduled latency over time",
            Summary = Sentence(medians, highest, failures, threshold),
            X = Axes.Time(timeline.LengthSeconds),
            Y = Axes.Latency(threshold is { } limit ? values.Append(limit.Ms) : values),
            Lines = Lines([.. points.Where(HasQueries)]),
            References = threshold is { } line ? [new(line.Ms, line.Text)] : [],
            Marks = Failures.Marks(timeline),
            Footnote = timeline.FromJournal
                ? $"Each point summarizes {DurationText.Of(TimeSpan.FromSeconds(timeline.StretchSeconds))}, by planned start."
                : "Drawn from one-second figures; the highest 95th percentile of each stretch is shown.",
        };
    }

    // A slow rate leaves stretches without a query, and what is between two of them is not a gap; one in which all queries failed is.
    private static bool HasQueries(TimelinePoint point) => point.Max is not null || point.Failures > 0;

    // With few queries in a stretch its highest latency is the 95th percentile: one line, which says so.
    private static IReadOnlyList<Line> Lines(IReadOnlyList<TimelinePoint> points)
    {
        var median = new Line("median", LineStyle.Main, [.. points.Select(point => (point.T, point.Median))]);
        IReadOnlyList<(double, double?)> highest = [.. points.Select(point => (point.T, point.Max))];
        return points.All(point => point.P95 == point.Max)
            ? [median, new("95th percentile = maximum", LineStyle.Second, highest)]
            : [median, new("95th percentile", LineStyle.Second, [.. points.Select(point => (point.T, point
                .P95))]), new("maximum", LineStyle.Muted, highest)];
    }

    private static string Sentence(List<double> medians, TimelinePoint highest, long failures, (double Ms, string Text)? threshold) =>
        (medians.Count > 0 ? $"The median lies between {Figures.Time(medians[0])} and {Figures.Time(medians[^1])}; " : "")
        + $"the highest latency is {Figures.Time(highest.Max!.Value)}, {Figures.Time(highest.T * 1000)} after the load began"
        + (failures > 0 ? $"; {Figures.Plural(failures, "query", "queries")} failed" : "")
        + (threshold is { } limit ? $". The threshold is {Figures.Time(limit.Ms)}." : ".");
}
