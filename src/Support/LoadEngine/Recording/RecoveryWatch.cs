using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// How long after the last spike a load is slow. Recovered is the first of five seconds in a row that are calm: the median scheduled
/// latency of its queries is at most twice the median from before the first spike (and 10 ms more), with none unanswered beyond the median.
/// A second without queries goes on with what the one before it was, so it begins no calm.
/// </summary>
internal sealed class RecoveryWatch
{
    public const int CalmSeconds = 5;
    private const long SlackMicros = 10_000;

    /// <summary>What has not recovered by then has not recovered.</summary>
    private const long LongestSeconds = 3600;

    private readonly WindowTracker _seconds;
    private readonly LatencyCounts _before = new();
    private readonly Dictionary<long, ClosedWindow> _after = [];
    private readonly long _spikeBegins;
    private readonly long _spikeEnds;
    private long _complete;

    private RecoveryWatch(TimeSpan spikeBegins, TimeSpan spikeEnds, TimeSpan duration, GeneratorPauses pauses)
    {
        _spikeBegins = spikeBegins.Ticks;
        _spikeEnds = spikeEnds.Ticks;
        _complete = duration.Ticks / TimeSpan.TicksPerSecond;
        var figure = new LatencyFigure(LatencyKind.Scheduled, LatencyStatistic.Percentile, 0.5m);
        _seconds = new WindowTracker(new WindowFigure(figure, TimeSpan.FromSeconds(1)), duration, pauses, Closed);
    }

    /// <summary>A watch if the plan has a spike with something before and after it; otherwise null.</summary>
    public static RecoveryWatch? For(LoadPlan plan, TimeSpan duration, GeneratorPauses pauses) =>
        plan.Shape.Spikes(duration) is var (begins, ends) && begins > TimeSpan.Zero && ends < duration
            ? new RecoveryWatch(begins, ends, duration, pauses)
            : null;

    /// <summary>Whether most queries were answered before the spike, so that there is something to come back to.</summary>
    public bool Known => _before.Percentile(0.5m) is not null;

    /// <summary>Whole seconds of the load after the last spike.</summary>
    public long SecondsAfter => Math.Max(0, _complete - FirstAfter);

    private long FirstAfter => (_spikeEnds + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    /// <summary>The load is given up: what comes later is not a second of it.</summary>
    public void GivenUp(long now)
    {
        _complete = Math.Min(_complete, now / TimeSpan.TicksPerSecond);
        _seconds.GivenUp(now);
    }

    public void Planned(long planned) => _seconds.Planned(planned);

    public void Record(in QueryEnd end)
    {
        if (!end.First && end.Planned < _spikeBegins)
        {
            _before.Record(end.ScheduledMicros);
        }

        _seconds.Record(end, inFigures: !end.First);
    }

    public void Close(long now, bool final) => _seconds.Close(now, final);

    /// <summary>From the end of the last spike; null if the load never recovered.</summary>
    /// <param name="undisturbed">Seconds that a pause of the generator touched are taken for seconds without queries.</param>
    public TimeSpan? Recovered(bool undisturbed = false)
    {
        var limit = (2 * (_before.Percentile(0.5m) ?? 0)) + SlackMicros;
        var calm = 0;
        for (var second = FirstAfter; second < Math.Min(_complete, FirstAfter + LongestSeconds); second++)
        {
            if (_after.TryGetValue(second, out var window) && !(undisturbed && window.Disturbed))
            {
                calm = window.Micros is { } micros && micros <= limit ? calm + 1 : 0;
            }
            else
            {
                calm += calm > 0 ? 1 : 0;
            }

            if (calm == CalmSeconds)
            {
                var ticks = ((second - CalmSeconds + 1) * TimeSpan.TicksPerSecond) - _spikeEnds;
                return TimeSpan.FromTicks(Math.Max(0, ticks));
            }
        }

        return null;
    }

    private void Closed(ClosedWindow window)
    {
        if (window.Index >= FirstAfter && window.Index < FirstAfter + LongestSeconds)
        {
            _after[window.Index] = window;
        }
    }
}
