namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// The series of latencies in the order of planned starts, coarse enough to stay the same size however long the load: at most
/// 512 blocks of consecutive queries, each a small histogram with a place for +∞. When they are used up, neighbours are merged.
/// </summary>
internal sealed class BlockSeries
{
    public const int MaxBlocks = 512;

    /// <summary>Sixteen buckets for each doubling; the last one is +∞.</summary>
    public const int Buckets = (36 * 16) + 1;

    private int[] _counts = new int[16 * Buckets];
    private long _blockSize = 1;

    public int Blocks { get; private set; }

    /// <param name="n">Place of the query in the plan.</param>
    /// <param name="microseconds">Its latency, or null for one that was never answered.</param>
    public void Record(long n, long? microseconds)
    {
        while (n / _blockSize >= MaxBlocks)
        {
            Merge();
        }

        var block = (int)(n / _blockSize);
        if (block >= Blocks)
        {
            Blocks = block + 1;
            while (_counts.Length < Blocks * Buckets)
            {
                Array.Resize(ref _counts, _counts.Length * 2);
            }
        }

        _counts[(block * Buckets) + (microseconds is { } value ? BucketOf(value) : Buckets - 1)]++;
    }

    /// <summary>Counts of one block by bucket.</summary>
    public ReadOnlySpan<int> Block(int block) => _counts.AsSpan(block * Buckets, Buckets);

    public static int BucketOf(long value)
    {
        if (value < 16)
        {
            return (int)Math.Max(0, value);
        }

        var exponent = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value);
        return Math.Min(Buckets - 2, ((exponent - 3) * 16) + (int)((value >> (exponent - 4)) & 15));
    }

    /// <summary>The middle of a bucket in microseconds; +∞ for the last.</summary>
    public static double MiddleOf(int bucket)
    {
        if (bucket == Buckets - 1)
        {
            return double.PositiveInfinity;
        }

        if (bucket < 16)
        {
            return bucket;
        }

        var (exponent, part) = ((bucket / 16) + 3, bucket % 16);
        return Math.ScaleB(16 + part + 0.5, exponent - 4);
    }

    private void Merge()
    {
        _blockSize *= 2;
        var merged = (Blocks + 1) / 2;
        for (var block = 0; block < merged; block++)
        {
            for (var bucket = 0; bucket < Buckets; bucket++)
            {
                var left = _counts[(2 * block * Buckets) + bucket];
                var right = (2 * block) + 1 < Blocks ? _counts[(((2 * block) + 1) * Buckets) + bucket] : 0;
                _counts[(block * Buckets) + bucket] = left + right;
            }
        }

        Array.Clear(_counts, merged * Buckets, _counts.Length - (merged * Buckets));
        Blocks = merged;
    }
}
