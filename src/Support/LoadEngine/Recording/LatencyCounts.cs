using HdrHistogram;
using SparkLoad.LoadEngine.Statistics;

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

    /// <summary>The percentile at rank ⌈p·n⌉ in microseconds; null if it is +∞ or there is no value.</summary>
    public long? Percentile(decimal percentile) => Count == 0 ? null : AtRank(Rank.Of(percentile, Count));

    /// <summary>The value at a rank from 1; null if it is +∞.</summary>
    public long? AtRank(long rank)
    {
        if (rank > Finite)
        {
            return null;
        }

        long seen = 0;
        foreach (var value in _histogram.RecordedValues())
        {
            seen += value.CountAddedInThisIterationStep;
            if (seen >= rank)
            {
                return Math.Min(Max, _histogram.HighestEquivalentValue(value.ValueIteratedTo));
            }
        }

        return Max;
    }
}
