using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// How long after the last spike a load is slow. Recovered is the first of five seconds in a row whose median scheduled latency
/// is at most twice the median from before the first spike (and 10 ms more), with none unanswered beyond the median.
/// </summary>
internal sealed class RecoveryWatch
{
    public const int CalmSeconds = 5;
    private const long SlackMicros = 10_000;
    private readonly WindowTracker _seconds;
    private readonly LatencyCounts _before = new();
    private readonly List<(long Second, long? Median)> _after = [];
    private readonly long _spikeBegins;
    private readonly long _spikeEnds;

    private RecoveryWatch(TimeSpan spikeBegins, TimeSpan spikeEnds, TimeSpan duration)
    {
        _spikeBegins = spikeBegins.Ticks;
        _spikeEnds = spikeEnds.Ticks;
        var figure = new LatencyFigure(LatencyKind.Scheduled, LatencyStatistic.Percentile, 0.5m);
        _seconds = new WindowTracker(new WindowFigure(figure, TimeSpan.FromSeconds(1)), duration, Closed);
    }

    /// <summary>A watch if the plan has a spike with something before and after it; otherwise null.</summary>
    public static RecoveryWatch? For(LoadPlan plan, TimeSpan duration)
    {
        var factor = duration / plan.StatedDuration;
        TimeSpan at = TimeSpan.Zero, ends = TimeSpan.Zero;
        TimeSpan? begins = null;
        foreach (var stage in plan.Stages)
        {
            if (stage.IsSpike)
            {
                begins ??= at;
                ends = at + (stage.StatedDuration * factor);
            }

            at += stage.StatedDuration * factor;
        }

        return begins is { } start && start > TimeSpan.Zero && ends < duration ? new RecoveryWatch(start, ends, duration) : null;
    }

    public void Planned(long planned) => _seconds.Planned(planned);

    public void Record(in QueryEnd end)
    {
        if (!end.First && end.Planned < _spikeBegins)
        {
            RecordBefore(end.ScheduledMicros);
        }

        _seconds.Record(end, inFigures: !end.First);
    }

    public void Close(long now) => _seconds.Close(now);

    /// <summary>From the end of the last spike; null if the load never recovered. <see cref="Known"/> says whether it can be told.</summary>
    public TimeSpan? Recovered()
    {
        var limit = (2 * (_before.Percentile(0.5m) ?? 0)) + SlackMicros;
        var calm = 0;
        foreach (var (second, median) in _after.OrderBy(entry => entry.Second))
        {
            calm = median is { } micros && micros <= limit ? calm + 1 : 0;
            if (calm == CalmSeconds)
            {
                var ticks = ((second - CalmSeconds + 1) * TimeSpan.TicksPerSecond) - _spikeEnds;
                return TimeSpan.FromTicks(Math.Max(0, ticks));
            }
        }

        return null;
    }

    /// <summary>Whether most queries were answered before the spike, so that there is something to come back to.</summary>
    public bool Known => _before.Percentile(0.5m) is not null;

    private void RecordBefore(long? micros)
    {
        if (micros is { } value)
        {
            _before.Record(value);
        }
        else
        {
            _before.RecordInfinite();
        }
    }

    private void Closed(long second, long? median)
    {
        // Up to an hour is kept: whoever has not recovered by then has not recovered.
        if ((second + 1) * TimeSpan.TicksPerSecond > _spikeEnds && _after.Count < 3600)
        {
            _after.Add((second, median));
        }
    }
}
