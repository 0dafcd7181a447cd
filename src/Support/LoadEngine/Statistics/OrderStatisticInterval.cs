namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// Ranks between which a percentile of the population lies, with at least 95% confidence unless another tail is given, whatever the
/// distribution (David and Nagaraja, Order Statistics, 3rd edition, section 7.1). Null is an open end.
/// </summary>
internal readonly record struct OrderStatisticInterval(long? Low, long? High)
{
    private const double UsualTail = 0.025;

    /// <param name="percentile">Above 0 and below 1.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="effectiveCount">Number of independent values that tell as much; at most <paramref name="count"/>.</param>
    /// <param name="tail">Of each side; 2.5% for the usual interval of 95%.</param>
    public static OrderStatisticInterval Of(decimal percentile, long count, double effectiveCount, double tail = UsualTail)
    {
        var effective = (long)Math.Floor(Math.Min(count, effectiveCount));
        if (effective < 1)
        {
            return default;
        }

        var (low, high) = Ranks(new Binomial(effective, (double)percentile), tail);
        // Ranks among the effective values are applied to all values, rounding outward.
        long? lowOfAll = low is { } l ? Math.Max(1, (long)((Int128)l * count / effective)) : null;
        long? highOfAll = high is { } h ? (long)((((Int128)h * count) + effective - 1) / effective) : null;
        return new OrderStatisticInterval(lowOfAll, highOfAll);
    }

    /// <summary>Values needed before both ends of the interval can be closed: 72 for a 95th, 368 for a 99th percentile.</summary>
    public static long MinimumCount(decimal percentile)
    {
        var rarer = Math.Min((double)percentile, 1 - (double)percentile);
        return (long)Math.Ceiling(Math.Log(UsualTail) / Math.Log(1 - rarer));
    }

    // Low: the highest rank l with P(X < l) within the tail; high: the lowest rank u with P(X ≥ u) within it.
    private static (long? Low, long? High) Ranks(Binomial distribution, double tail)
    {
        var low = distribution.LargestWithLowerTail(tail);
        var high = distribution.SmallestWithUpperTail(tail);
        return (low >= 1 ? low : null, high <= distribution.Trials ? high : null);
    }
}
