using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Verdicts that count; more than one where the figure lies so near the threshold that either does.</summary>
internal sealed record Said(IReadOnlyList<CriterionVerdict> Verdicts, string Why)
{
    public static Said Of(CriterionVerdict verdict, string why) => new([verdict], why);

    /// <summary>A figure that the engine has exactly.</summary>
    public static Said Exactly(Row row, decimal threshold, decimal value, string why) => Of(
        row.Must switch
        {
            Must.BeUnder => value < threshold,
            Must.BeAtMost or Must.BeNone => value <= threshold,
            Must.BeAbove => value > threshold,
            _ => value >= threshold,
        }
            ? Met : NotMet,
        why);

    /// <param name="row">The row.</param>
    /// <param name="value">The figure, +∞ where it was not reached.</param>
    /// <param name="near">Share of the figure by which the engine's may differ: latencies have three digits.</param>
    /// <param name="undisturbed">The figure without what the generator's pauses or the end of the run had a part in; null where they had
    /// none.</param>
    /// <param name="floor">How much it may differ at least: latencies are kept in whole microseconds.</param>
    public static Said ByValue(Row row, double value, double near = 0, double? undisturbed = null, double floor = 0)
    {
        bool[] Either(double figure)
        {
            var by = double.IsFinite(figure) ? Math.Max(floor, Math.Abs(figure) * near) : 0;
            return [.. new[] { Holds(row, figure - by), Holds(row, figure + by) }.Distinct()];
        }

        var verdicts = Either(value).SelectMany(holds => holds ? [Met]
            : undisturbed is { } rest ? Either(rest).Select(would => would ? Inconclusive : NotMet)
            : [NotMet]);
        return new Said([.. verdicts.Distinct()], $"{value} (without what was disturbed {undisturbed})");
    }

    public static bool Holds(Row row, double value)
    {
        var threshold = (double)row.Threshold;
        return row.Must switch
        {
            Must.BeUnder => value < threshold,
            Must.BeAtMost or Must.BeNone => value <= threshold,
            Must.BeAbove => value > threshold,
            Must.BeAtLeast => value >= threshold,
            _ => value == threshold,
        };
    }
}
