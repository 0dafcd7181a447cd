using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>What happened since the last line of the series.</summary>
internal sealed class SecondTally
{
    private readonly List<long> _scheduled = [];
    private long _infinite;

    public long Planned { get; set; }

    public long Started { get; set; }

    public long Succeeded { get; private set; }

    public long Failed { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (end.ScheduledMicros is { } micros)
        {
            Succeeded++;
            _scheduled.Add(micros);
        }
        else
        {
            Failed++;
            _infinite++;
        }
    }

    /// <summary>The tally as it stands, in milliseconds; it begins anew.</summary>
    public Second Take()
    {
        _scheduled.Sort();
        var second = new Second(
            Planned, Started, Succeeded, Failed, At(0.5m), At(0.95m), _scheduled.Count > 0 ? _scheduled[^1] / 1000.0 : null);
        _scheduled.Clear();
        (Planned, Started, Succeeded, Failed, _infinite) = (0, 0, 0, 0, 0);
        return second;
    }

    private double? At(decimal percentile)
    {
        var count = _scheduled.Count + _infinite;
        if (count == 0)
        {
            return null;
        }

        var rank = Rank.Of(percentile, count);
        return rank <= _scheduled.Count ? _scheduled[(int)rank - 1] / 1000.0 : null;
    }
}

internal readonly record struct Second(
    long Planned, long Started, long Succeeded, long Failed, double? P50, double? P95, double? Max);
