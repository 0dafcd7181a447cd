using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>What the load cost the client and, where it can be seen, the server.</summary>
internal static class ResourceCharts
{
    /// <param name="timeline">Of one load.</param>
    /// <param name="ofAllLoads">Others were sent at the same time.</param>
    public static ChartSpec? ClientCpu(Timeline timeline, bool ofAllLoads) => Of(
        timeline, "Client CPU", $"percent of one core{(ofAllLoads ? ", of all loads" : "")}",
        point => point.ClientCpu, value => $"{Figures.Number(value)}%", null);

    public static ChartSpec? ClientMemory(Timeline timeline, (double Bytes, string Text)? threshold) => Of(
        timeline, "Client memory", "resident", point => point.ClientMemory, Figures.Bytes, threshold);

    public static ChartSpec? ServerMemory(Timeline timeline, (double Bytes, string Text)? threshold) => Of(
        timeline, "Server memory", "resident", point => point.ServerMemory, Figures.Bytes, threshold);

    private static ChartSpec? Of(
        Timeline timeline, string title, string what, Func<TimelinePoint, double?> value, Func<double, string> label,
        (double Value, string Text)? threshold)
    {
        var values = timeline.Points.Select(value).OfType<double>().ToList();
        return values.Count == 0 ? null : new()
        {
            Title = $"{title} ({what})",
            Summary = $"Between {label(values.Min())} and "
                + $"{label(values.Max())}." + (threshold is { } limit ? $" The threshold is {label(limit.Value)}." : ""),
            X = Axes.Time(timeline.LengthSeconds),
            Y = Axes.FromZero(threshold is { } line ? values.Append(line.Value) : values, label),
            Lines = [new(title, LineStyle.Main, [.. timeline.Points.Select(point => (point.T, value(point)))])],
            References = threshold is { } reference ? [new(reference.Value, reference.Text)] : [],
        };
    }
}
