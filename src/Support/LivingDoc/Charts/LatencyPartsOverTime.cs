using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>What the scheduled latency is made of while the load went on: the mean parts of each stretch, one on another.</summary>
internal static class LatencyPartsOverTime
{
    private const double Filled = 0.92;

    private static readonly (string Name, LineStyle Style, Func<LatencyParts, double> Of)[] Parts =
    [
        ("dispatch delay", LineStyle.DispatchDelay, parts => parts.DispatchDelay),
        ("until the first message", LineStyle.FirstMessage, parts => parts.FirstMessage),
        ("until the first rows", LineStyle.FirstRows, parts => parts.FirstRows),
        ("streaming", LineStyle.Streaming, parts => parts.Streaming),
        ("decoding", LineStyle.Decoding, parts => parts.Decoding),
    ];

    /// <returns>Null where nothing is known of the parts.</returns>
    public static ChartSpec? Of(Timeline timeline, LoadParts? parts)
    {
        var points = timeline.Points.Where(point => point.Parts is not null).ToList();
        if (parts is null || points.Count == 0)
        {
            return null;
        }

        var x = Axes.Time(timeline.LengthSeconds);
        var frame = Frame.Standard;
        var width = Filled * (x.Scale.At(timeline.StretchSeconds) - x.Scale.At(0)) * (frame.Width - frame.Left - frame.Right);
        var below = new double[points.Count];
        return new()
        {
            Title = "Where the latency comes from",
            Summary = Sentence(parts),
            Lines = [.. Parts.Select(Bars)],
            X = x,
            Y = Axes.FromZero(below, Figures.Time),
            Footnote = $"{Sentence(parts)} Each bar is the mean of the queries that were answered in "
                + $"{DurationText.Of(TimeSpan.FromSeconds(timeline.StretchSeconds))}.",
        };

        Line Bars((string Name, LineStyle Style, Func<LatencyParts, double> Of) part) => new(
            part.Name, part.Style, [.. points.SelectMany((point, n) => Bar(point, n, part.Of(point.Parts!.Value)))]) { Width = width };

        (double, double?)[] Bar(TimelinePoint point, int n, double height)
        {
            var bottom = below[n];
            below[n] += height;
            return height > 0 ? [(point.T, bottom), (point.T, below[n]), (point.T, null)] : [];
        }
    }

    private static string Sentence(LoadParts parts)
    {
        (string Name, double Mean)[] means =
        [
            .. Parts.Zip(
                new[] { parts.DispatchDelay, parts.FirstMessage, parts.FirstRows, parts.Streaming, parts.Decoding },
                (part, distribution) => (part.Name, distribution.Mean ?? 0)),
        ];
        var sum = means.Sum(part => part.Mean);
        return sum <= 0
            ? "The answered queries took no time."
            : $"On average {Figures.Time(sum)}: "
                + string.Join(", ", means.Where(part => part.Mean / sum >= 0.005)
                    .OrderByDescending(part => part.Mean).Select(part => $"{Figures.Percent(part.Mean / sum, 2)} {part.Name}")) + ".";
    }
}
