using HdrHistogram;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Latency by percentile, each further nine as wide as the one before; failures end the lines early.</summary>
internal static class LatencyByPercentile
{
    private const int Points = 120;

    public static ChartSpec? Of(LoadResult load, (double Ms, string Text)? threshold)
    {
        var scheduled = Curve(load.LatencyMs.Scheduled);
        var service = Curve(load.LatencyMs.Service);
        if (scheduled is null && service is null)
        {
            return null;
        }

        var count = Math.Max(load.LatencyMs.Scheduled.Count, load.LatencyMs.Service.Count);
        var highest = count switch { >= 20_000 => 99.99, >= 2_000 => 99.9, >= 200 => 99, _ => 95 };
        List<Line> lines = [];
        Add(lines, "scheduled", LineStyle.Main, scheduled, highest);
        Add(lines, "service", LineStyle.Second, service, highest);
        var values = lines.SelectMany(line => line.Points).Select(point => point.Y).OfType<double>();
        return new()
        {
            Title = "Latency by percentile",
            Summary = Sentence(load),
            X = new(new PercentileScale(highest), Figures.Number, "percentile (log scale)"),
            Y = Axes.Latency(threshold is { } limit ? values.Append(limit.Ms) : values),
            Lines = lines,
            References = threshold is { } line ? [new(line.Ms, line.Text)] : [],
            Footnote = load.LatencyMs.Scheduled.Percentiles.Values.Any(value => value is null)
                ? "The lines end where failed queries begin: they were never answered."
                : null,
        };
    }

    private static void Add(List<Line> lines, string name, LineStyle style, Func<double, double?>? curve, double highest)
    {
        if (curve is null)
        {
            return;
        }

        var nines = -Math.Log10(1 - (highest / 100));
        lines.Add(new(name, style, [.. Enumerable.Range(0, Points + 1).Select(index =>
        {
            var percentile = 100 * (1 - Math.Pow(10, -nines * index / Points));
            return (percentile, curve(percentile));
        })]));
    }

    // The histogram holds the successes; the distribution also counts the failures, which stand at the upper end.
    private static Func<double, double?>? Curve(LatencyDistribution distribution)
    {
        if (Histograms.Decode(distribution.Histogram) is not { TotalCount: > 0 } histogram)
        {
            return null;
        }

        var successes = histogram.TotalCount;
        var count = Math.Max(distribution.Count, successes);
        return percentile =>
        {
            var rank = Math.Max(1, Math.Ceiling(percentile / 100 * count));
            return rank > successes ? null : histogram.GetValueAtPercentile((rank - 0.5) / successes * 100) / 1000.0;
        };
    }

    private static string Sentence(LoadResult load) => "Scheduled latency: " + string.Join(", ", load.LatencyMs.Scheduled.Percentiles
        .Where(pair => pair.Value is not null)
        .Select(pair => $"{Plain.Name(pair.Key)}th percentile {Figures.Time(pair.Value!.Value)}")) + ".";
}
