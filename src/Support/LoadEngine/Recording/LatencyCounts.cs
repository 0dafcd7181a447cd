using HdrHistogram;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Latencies in microseconds to three digits, in constant memory, with a place for those that never ended (+∞).</summary>
internal sealed class LatencyCounts
{
    /// <summary>Four days; no load and so no latency is longer.</summary>
    public const long HighestMicros = 4L * 24 * 3600 * 1_000_000;

    private readonly LongHistogram _histogram = new(1, HighestMicros, 3);
    private double _sum;

    /// <summary>Values, +∞ included.</summary>
    public long Count => Finite + Infinite;

    public long Finite { get; private set; }

    public long Infinite { get; private set; }

    /// <summary>Highest finite value, exact; 0 for none.</summary>
    public long Max { get; private set; }

    /// <summary>Mean of the finite values, exact; 0 for none.</summary>
    public double Mean => Finite == 0 ? 0 : _sum / Finite;

    public LongHistogram Histogram => _histogram;

    public void Record(long micros)
    {
        var value = Math.Clamp(micros, 0, HighestMicros);
        _histogram.RecordValue(value);
        Finite++;
        _sum += value;
        Max = Math.Max(Max, value);
    }

    public void RecordInfinite() => Infinite++;

    /// <param name="micros">Null for +∞.</param>
    public void Record(long? micros)
    {
        if (micros is { } value)
        {
            Record(value);
        }
        else
        {
            RecordInfinite();
        }
    }

    /// <summary>The percentile at rank ⌈p·n⌉ in microseconds; null if it is +∞ or there is no value.</summary>
    public long? Percentile(decimal percentile) => Count == 0 ? null : AtRank(Rank.Of(percentile, Count));

    /// <summary>What is left without some of the values: their number, and by rank and mean what they are.</summary>
    public RestOfCounts Without(LatencyCounts some) => new(this, some);

    /// <summary>The value at a rank from 1; null if it is +∞.</summary>
    public long? AtRank(long rank) => AtRank(rank, Finite, without: null);

    private long? AtRank(long rank, long finite, LongHistogram? without)
    {
        if (rank > finite)
        {
            return null;
        }

        long seen = 0;
        foreach (var value in _histogram.RecordedValues())
        {
            seen += value.CountAddedInThisIterationStep - (without?.GetCountAtValue(value.ValueIteratedTo) ?? 0);
            if (seen >= rank)
            {
                return Math.Min(Max, _histogram.HighestEquivalentValue(value.ValueIteratedTo));
            }
        }

        return Max;
    }

    /// <summary>Values of a record but for some of them.</summary>
    internal readonly struct RestOfCounts(LatencyCounts all, LatencyCounts some)
    {
        public long Count => all.Count - some.Count;

        public long Finite => all.Finite - some.Finite;

        /// <summary>Null where one of them is +∞, or there is none.</summary>
        public double? Mean => Finite == 0 || Finite < Count ? null : (all._sum - some._sum) / Finite;

        /// <summary>Null where one of them is +∞, or there is none.</summary>
        public long? Max => Percentile(1);

        /// <summary>At rank ⌈p·n⌉; null if it is +∞ or there is no value.</summary>
        public long? Percentile(decimal percentile) => Count == 0 ? null : all.AtRank(Rank.Of(percentile, Count), Finite, some._histogram);
    }
}

/// <summary>All latencies of one load: three histograms, and the series of two of them for confidence intervals.</summary>
internal sealed class LatencyRecord
{
    public LatencyCounts Service { get; } = new();

    public LatencyCounts Scheduled { get; } = new();

    /// <summary>Of all queries that were started, whatever became of them.</summary>
    public LatencyCounts Dispatch { get; } = new();

    public BlockSeries ServiceSeries { get; } = new();

    public BlockSeries ScheduledSeries { get; } = new();

    public void Record(in QueryEnd end)
    {
        Dispatch.Record(end.DispatchMicros);
        Service.Record(end.ServiceMicros);
        Scheduled.Record(end.ScheduledMicros);
        ServiceSeries.Record(end.N, end.ServiceMicros);
        ScheduledSeries.Record(end.N, end.ScheduledMicros);
    }
}
