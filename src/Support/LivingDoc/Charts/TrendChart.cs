using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>A criterion's figure from run to run, with its threshold.</summary>
internal static class TrendChart
{
    public static ChartSpec Of(Trend trend)
    {
        var count = trend.Points.Count;
        var values = trend.Points.Select(point => point.Measured).OfType<double>().ToList();
        var shown = trend.Threshold > 0 ? values.Append(trend.Threshold) : values;
        return new()
        {
            Title = Plain.Text(trend.Measure, 80),
            Summary = $"{Figures.Plural(count, Words.Of(trend.Evidence) + " run")} on {Plain.Text(trend.Machine, 80)}: between "
                + $"{Figures.WithUnit(values.Min(), trend.Unit)}"
                + $" and {Figures.WithUnit(values.Max(), trend.Unit)}, last {Figures.WithUnit(values[^1], trend.Unit)}; must be "
                    + $"{Plain.Text(trend.MustBe, 60)}.",
            X = new(LinearScale.Exact(count - 1, [1, 2, 5, 10, 20, 50], 5), value => Label(trend, value), "runs, the newest on the right"),
            Y = trend.Unit == "ms" ? Axes.Latency(shown) : Axes.FromZero(shown, value => Short(value, trend.Unit)),
            Lines = [new(Words.Of(trend.Evidence), trend.Evidence == EvidenceKind.Acceptance ? LineStyle.Main : LineStyle.Second,
                [.. trend.Points.Select((point, index) => ((double)index, point.Measured))]),
                .. trend.Changes.Count == 0 ? [] : (Line[])[new("level", LineStyle.Third,
                    [.. trend.Points.Select((point, index) => ((double)index, (double?)LevelAt(trend, point)))])]],
            References = trend.Threshold > 0 ? [new(trend.Threshold, $"must be {Plain.Text(trend.MustBe, 40)}")] : [],
            Marks = [.. trend.Points.Select((point, index) => (point, index)).Where(row => row.point.Verdict == CriterionVerdict.NotMet)
                .Select(row => new Mark(row.index, $"not met in {Plain.Text(row.point.Run, 60)}"))],
            Footnote = $"{Plain.Text(trend.Setting.Server, 80)}; {Plain.Text(trend.Setting.Load, 160)}; "
                + $"{Plain.Text(trend.Setting.Data, 80)}; load sent from {Plain.Text(trend.Machine, 80)}",
        };
    }

    private static double LevelAt(Trend trend, TrendPoint point) =>
        trend.Changes.FirstOrDefault(change => change.First.At <= point.At)?.Change.After ?? trend.Changes[^1].Change.Before;

    private static string Label(Trend trend, double index) =>
        (int)index < trend.Points.Count
            ? trend.Points[(int)index].At.UtcDateTime.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture)
            : "";

    private static string Short(double value, string unit) => unit switch
    {
        "bytes" or "bytes/h" => Figures.Bytes(value),
        "ratio" => Figures.Percent(value),
        _ => Figures.Number(value),
    };
}
