namespace SparkLoad.LoadEngine.Criteria;

/// <summary>How a measured figure stands to its threshold.</summary>
internal enum Comparison
{
    Under,
    AtMost,
    Above,
    AtLeast,
    Exactly,

    /// <summary>Nothing at all: zero.</summary>
    None,

    /// <summary>Every one, without exception.</summary>
    All,

    /// <summary>Neither more than a factor above one nor below it; of ratios.</summary>
    Within,
}

internal static class ComparisonRules
{
    public static bool Holds(this Comparison comparison, double measured, double threshold) => comparison switch
    {
        Comparison.Under => measured < threshold,
        Comparison.AtMost => measured <= threshold,
        Comparison.Above => measured > threshold,
        Comparison.AtLeast => measured >= threshold,
        Comparison.Exactly => measured.Equals(threshold),
        Comparison.None => measured <= 0,
        Comparison.Within => measured < threshold && measured > 1 / threshold,
        _ => measured >= threshold,
    };

    /// <summary>Share of the threshold, positive where there is room; null where the threshold has no size.</summary>
    public static double? Margin(this Comparison comparison, double measured, double threshold) =>
        threshold == 0 ? null : comparison switch
        {
            Comparison.Under or Comparison.AtMost => (threshold - measured) / threshold,
            Comparison.Within => (threshold - Math.Max(measured, 1 / measured)) / threshold,
            Comparison.Exactly => -Math.Abs(measured - threshold) / threshold,
            _ => (measured - threshold) / threshold,
        };

    /// <summary>The name in results.</summary>
    public static string Name(this Comparison comparison) => comparison switch
    {
        Comparison.AtMost => "atMost",
        Comparison.AtLeast => "atLeast",
        _ => comparison.ToString().ToLowerInvariant(),
    };
}
