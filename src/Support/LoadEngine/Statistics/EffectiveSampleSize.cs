namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// How many independent values would tell as much about a percentile as these do: slow queries come in clusters. By the
/// variance of the share of slow queries between batches (non-overlapping batch means; Schmeiser 1982 recommends 10 to 30 batches).
/// </summary>
internal static class EffectiveSampleSize
{
    private const int Batches = 30;

    /// <param name="series">Latencies in the order of planned starts.</param>
    /// <param name="percentileMicros">The percentile's value, or null if it is +∞.</param>
    /// <returns>At most the number of values; 0 for none.</returns>
    public static double Of(BlockSeries series, long? percentileMicros)
    {
        var threshold = percentileMicros is { } value ? BlockSeries.BucketOf(value) : BlockSeries.Buckets - 1;
        var (slow, counts) = Batched(series, threshold);
        var total = counts.Sum();
        var share = total == 0 ? 0 : slow.Sum() / total;
        if (share is 0 or 1 || slow.Length < 2)
        {
            return total;
        }

        var squares = 0.0;
        for (var i = 0; i < slow.Length; i++)
        {
            var deviation = slow[i] - (share * counts[i]);
            squares += deviation * deviation;
        }

        var perQuery = squares / (slow.Length - 1) / (total / slow.Length);
        return total / Math.Max(1, perQuery / (share * (1 - share)));
    }

    private static (double[] Slow, double[] Counts) Batched(BlockSeries series, int threshold)
    {
        var batches = Math.Min(Batches, series.Blocks);
        var slow = new double[batches];
        var counts = new double[batches];
        for (var block = 0; block < series.Blocks; block++)
        {
            var batch = (int)((long)block * batches / series.Blocks);
            var histogram = series.Block(block);
            for (var bucket = 0; bucket < histogram.Length; bucket++)
            {
                counts[batch] += histogram[bucket];
                // At +∞ itself nothing is slower, so there the series is "as slow".
                slow[batch] += bucket > threshold || (bucket == threshold && threshold == BlockSeries.Buckets - 1) ? histogram[bucket] : 0;
            }
        }

        return (slow, counts);
    }
}
