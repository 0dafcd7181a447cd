using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>
/// The ratio of two sides in each measure with its interval, on a logarithmic axis, so that half and double stand equally far from 1.
/// </summary>
public sealed record RatioChart
{
    private const double RowHeight = 36;
    private const double Left = 8;
    private const double Right = 8;
    private const double Top = 8;
    private const double LabelGap = 34;
    private const double Widest = 100;
    private const int MostRows = 60;

    private static readonly double[] Round = [1, 0.9, 1.1, 0.5, 2, 0.8, 1.25, 0.2, 5, 0.1, 10, 0.05, 20, 0.02, 50, 0.01, 100];

    public required IReadOnlyList<RatioRow> Rows { get; init; }

    public required IReadOnlyList<(double X, string Label)> Ticks { get; init; }

    /// <summary>Where the ratio is 1, and the ends of the band in which the sides count as the same.</summary>
    public required (double One, double Low, double High) Band { get; init; }

    public required string Summary { get; init; }

    public static double DrawnWidth => 400;

    public double PlotBottom => Top + (Rows.Count * RowHeight);

    public double Height => PlotBottom + 36;

    /// <returns>Null where no comparison has a finite figure.</returns>
    public static RatioChart? Of(IReadOnlyList<ComparisonResult> comparisons)
    {
        var shown = comparisons.Where(IsDrawable).Take(MostRows).ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        var ends = shown.SelectMany(Drawn).Append(0.8).Append(1.25).ToList();
        var (low, high) = (Math.Log(Math.Max(1 / Widest, ends.Min() / 1.03)), Math.Log(Math.Min(Widest, ends.Max() * 1.03)));
        double At(double ratio) => Left + (Math.Clamp((Math.Log(ratio) - low) / (high - low), 0, 1) * (DrawnWidth - Left - Right));
        return new RatioChart
        {
            Rows = [.. shown.Select((comparison, index) => Row(comparison, Top + (index * RowHeight), At))],
            Ticks = Labels(At, Math.Exp(low), Math.Exp(high)),
            Band = (At(1), At(EquivalenceBand.Low), At(EquivalenceBand.High)),
            Summary = Describe(shown),
        };
    }

    private static bool IsDrawable(ComparisonResult comparison) => Drawn(comparison).Any();

    private static IEnumerable<double> Drawn(ComparisonResult comparison) =>
        new[] { comparison.Ratio, comparison.Interval?.Low, comparison.Interval?.High }.OfType<double>().Where(IsRatio);

    private static bool IsRatio(double value) => double.IsFinite(value) && value > 0;

    private static RatioRow Row(ComparisonResult comparison, double y, Func<double, double> at)
    {
        var (low, high) = (comparison.Interval?.Low is { } l && IsRatio(l)
            ? l
            : (double?)null, comparison.Interval?.High is { } h && IsRatio(h) ? h : (double?)null);
        var isKnown = low is not null || high is not null;
        return new RatioRow(
            $"{ComparisonWords.Name(comparison)}: {ComparisonWords.Outcome(comparison)}",
            ComparisonWords.Sentence(comparison),
            y + 11,
            y + 20,
            comparison.Ratio is { } ratio && IsRatio(ratio) ? at(ratio) : null,
            isKnown ? low is { } from ? at(from) : Left : null,
            isKnown ? high is { } to ? at(to) : DrawnWidth - Right : null,
            low is not null && low >= 1 / Widest,
            high is not null && high <= Widest,
            ComparisonWords.Look(comparison));
    }

    private static IReadOnlyList<(double X, string Label)> Labels(Func<double, double> at, double low, double high)
    {
        var taken = new List<(double X, string Label)>();
        foreach (var value in Round.Where(value => value >= low && value <= high))
        {
            var x = at(value);
            if (taken.TrueForAll(other => Math.Abs(other.X - x) >= LabelGap))
            {
                taken.Add((x, $"{Figures.Number(value)}×"));
            }
        }

        return [.. taken.OrderBy(tick => tick.X)];
    }

    private static string Describe(List<ComparisonResult> shown)
    {
        var (first, more) = (shown[0], shown.Count > 6 ? $" … and {Figures.Plural(shown.Count - 6, "measure")} more." : "");
        return $"{Plain.Text(first.Subject, 60)} divided by {Plain.Text(first.Reference, 60)}: "
            + string.Join("; ", shown.Take(6).Select(ComparisonWords.Sentence)) + "." + more;
    }
}

/// <summary>One measure's ratio with its interval, laid out.</summary>
/// <param name="Label">Its name and the outcome, above the interval.</param>
/// <param name="Title">The figures, in words.</param>
/// <param name="TextY">Baseline of the label.</param>
/// <param name="Y">Where the interval is drawn.</param>
/// <param name="Ratio">Null where none is finite.</param>
/// <param name="From">Left end of the interval; null where nothing is known.</param>
/// <param name="To">Right end.</param>
/// <param name="IsClosedLeft">The interval ends there; an open one goes on.</param>
/// <param name="IsClosedRight">The same of the right end.</param>
/// <param name="Look">Which colour.</param>
public sealed record RatioRow(
    string Label, string Title, double TextY, double Y, double? Ratio, double? From, double? To, bool IsClosedLeft, bool IsClosedRight,
    string Look);
