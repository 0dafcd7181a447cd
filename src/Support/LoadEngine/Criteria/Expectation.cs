using System.Text.RegularExpressions;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>What a measure must be.</summary>
internal sealed partial record Expectation(Comparison Comparison, double Threshold, Unit Unit)
{
    /// <summary>Of every one, without exception.</summary>
    public static Expectation Every { get; } = new(Comparison.All, 1, Unit.Count);

    /// <summary>Reads <c>under 5 seconds</c>, <c>at least 99%</c>, <c>none</c>; null if it is none of these.</summary>
    public static Expectation? TryParse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return new Expectation(Comparison.None, 0, Unit.Count);
        }

        var match = Pattern().Match(trimmed);
        if (!match.Success || Quantity.TryParse(match.Groups["quantity"].Value) is not { } quantity)
        {
            return null;
        }

        var comparison = match.Groups["words"].Value.ToLowerInvariant() switch
        {
            "under" or "below" or "less than" => Comparison.Under,
            "at most" => Comparison.AtMost,
            "above" or "over" or "more than" => Comparison.Above,
            "at least" => Comparison.AtLeast,
            _ => Comparison.Exactly,
        };
        return new Expectation(comparison, quantity.Value, quantity.Unit);
    }

    [GeneratedRegex(
        @"^(?<words>under|below|less than|at most|above|over|more than|at least|exactly)\s+(?<quantity>\S.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
