using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>What happened since the last line of the series.</summary>
internal sealed class SecondTally
{
    private readonly List<long> _scheduled = [];
    private long _infinite;
    private LatencyParts _parts;
    private long _withParts;

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
            if (end.PartsMs is { } parts)
            {
                _withParts++;
                _parts = new(
                    _parts.DispatchDelay + parts.DispatchDelay, _parts.FirstMessage + parts.FirstMessage,
                    _parts.FirstRows + parts.FirstRows, _parts.Streaming + parts.Streaming, _parts.Decoding + parts.Decoding);
            }
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
            Planned, Started, Succeeded, Failed, At(0.5m), At(0.95m), _scheduled.Count > 0 ? _scheduled[^1] / 1000.0 : null,
            MeanParts());
        _scheduled.Clear();
        (Planned, Started, Succeeded, Failed, _infinite, _parts, _withParts) = (0, 0, 0, 0, 0, default, 0);
        return second;
    }

    private LatencyParts? MeanParts()
    {
        return _withParts == 0
            ? null
            : new(
                Mean(_parts.DispatchDelay), Mean(_parts.FirstMessage), Mean(_parts.FirstRows), Mean(_parts.Streaming),
                Mean(_parts.Decoding));

        double Mean(double sum) => Math.Round(sum / _withParts, 3);
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
    long Planned, long Started, long Succeeded, long Failed, double? P50, double? P95, double? Max, LatencyParts? Parts);
