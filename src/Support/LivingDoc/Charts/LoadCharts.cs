using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>What was asked of the service, second by second, and what it did.</summary>
internal static class LoadCharts
{
    public static ChartSpec? Rate(Timeline timeline)
    {
        var points = timeline.Points;
        if (!points.Any(point => point.SucceededPerSecond is not null))
        {
            return null;
        }

        var values = points.SelectMany(point => new[] { point.PlannedPerSecond, point.SucceededPerSecond }).OfType<double>();
        var failures = points.Sum(point => point.Failures);
        return new()
        {
            Title = "Queries per second",
            Summary = $"On average {Mean(points, point => point.PlannedPerSecond)} queries per second were planned"
                + $" and {Mean(points, point => point.SucceededPerSecond)} answered; {Figures.Plural(failures, "query", "queries")} "
                    + "failed.",
            X = Axes.Time(timeline.LengthSeconds),
            Y = Axes.FromZero(values, Figures.Number),
            Lines =
            [
                new("answered", LineStyle.Main, [.. points.Select(point => (point.T, point.SucceededPerSecond))]),
                new("planned", LineStyle.Third, [.. points.Select(point => (point.T, point.PlannedPerSecond))]),
            ],
            Marks = Failures.Marks(timeline),
        };
    }

    public static ChartSpec? InFlight(Timeline timeline)
    {
        var values = timeline.Points.Select(point => point.InFlight).OfType<double>().ToList();
        return values.Count == 0 ? null : new()
        {
            Title = "Queries in flight",
            Summary = $"At most {Figures.Plural((long)values.Max(), "query", "queries")} sent and not yet answered at the end of a second.",
            X = Axes.Time(timeline.LengthSeconds),
            Y = Axes.FromZero(values.Append(2), Figures.Number),
            Lines = [new("in flight", LineStyle.Main, [.. timeline.Points.Select(point => (point.T, point.InFlight))])],
        };
    }

    private static string Mean(IReadOnlyList<TimelinePoint> points, Func<TimelinePoint, double?> value) =>
        points.Average(value) is { } mean ? Figures.Number(mean) : "an unknown number of";
}
