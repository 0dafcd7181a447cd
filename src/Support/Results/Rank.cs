namespace SparkLoad.Results;

/// <summary>Ranks of percentiles, from 1.</summary>
public static class Rank
{
    /// <summary>The rank ⌈p·n⌉ of a percentile, at least 1.</summary>
    /// <param name="percentile">Above 0 and at most 1. Decimal, for 0.07 · 100 must be 7 and not a little more.</param>
    /// <param name="count">Number of values; 1 or more.</param>
    public static long Of(decimal percentile, long count) => Math.Max(1, (long)decimal.Ceiling(percentile * count));

    /// <summary>The value at that rank; null where there is none, or it is not finite because it falls on a failure.</summary>
    /// <param name="ascending">The values in their order.</param>
    /// <param name="percentile">Above 0 and at most 1.</param>
    public static double? ValueAt(IReadOnlyList<float> ascending, decimal percentile) =>
        ascending.Count > 0 && ascending[(int)Of(percentile, ascending.Count) - 1] is var value && float.IsFinite(value) ? value : null;
}
