using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Everything that is recorded of one load. Callers come from many threads; one at a time gets in.</summary>
internal sealed class LoadRecorder
{
    private readonly Lock _gate = new();
    private long _durationTicks;
    private readonly SecondTally _second = new();
    private readonly double?[] _firstQueryMs;

    public LoadRecorder(LoadPlan plan, TimeSpan duration, IReadOnlyList<WindowFigure> windows)
    {
        Plan = plan;
        _durationTicks = duration.Ticks;
        OnTime = new OnTimeTally(plan);
        Windows = [.. windows.Distinct().Select(window => new WindowTracker(window, duration))];
        Recovery = RecoveryWatch.For(plan, duration);
        _firstQueryMs = new double?[plan.Clients];
    }

    public LoadPlan Plan { get; }

    public LoadCounts Counts { get; } = new();

    public LatencyRecord Latency { get; } = new();

    /// <summary>When successes ended within the load's duration.</summary>
    public RateSeries Successes { get; } = new();

    public TimeSpan Duration => TimeSpan.FromTicks(_durationTicks);

    public OnTimeTally OnTime { get; }

    public ErrorTally Errors { get; } = new();

    public AnswerTally Answers { get; } = new();

    public IReadOnlyList<WindowTracker> Windows { get; }

    public RecoveryWatch? Recovery { get; }

    /// <summary>Latency of each session's first query from its planned start; null where it was not answered.</summary>
    public IReadOnlyList<double?> FirstQueryMs => _firstQueryMs;

    /// <summary>First queries that were not answered.</summary>
    public long FirstQueriesFailed { get; private set; }

    /// <summary>The load is given up: what ends later did not end within it.</summary>
    public void GivenUp(long now)
    {
        lock (_gate)
        {
            _durationTicks = now;
        }
    }

    /// <summary>The planned start of a query has come.</summary>
    public void Planned(long planned)
    {
        lock (_gate)
        {
            Counts.Planned++;
            _second.Planned++;
            foreach (var window in Windows)
            {
                window.Planned(planned);
            }

            Recovery?.Planned(planned);
        }
    }

    public void Started()
    {
        lock (_gate)
        {
            Counts.Started++;
            _second.Started++;
        }
    }

    public void Record(in QueryEnd end) => Record(end, _durationTicks);

    /// <param name="end">How a query ended.</param>
    /// <param name="inTimeUntil">Up to when its answer is in time, in ticks.</param>
    public void Record(in QueryEnd end, long inTimeUntil)
    {
        lock (_gate)
        {
            Counts.Record(end, inTimeUntil);
            OnTime.Record(end);
            Errors.Record(end);
            Answers.Record(end);
            _second.Record(end);
            if (end.Succeeded && end.Ended is { } ended && ended <= _durationTicks)
            {
                Successes.Record(ended);
            }

            foreach (var window in Windows)
            {
                window.Record(end, inFigures: !end.First);
            }

            Recovery?.Record(end);
            if (end.First)
            {
                RecordFirst(end);
            }
            else
            {
                Latency.Record(end);
            }
        }
    }

    /// <summary>Takes over the first query of a session from the warm-up.</summary>
    public void RecordFirst(in QueryEnd end)
    {
        _firstQueryMs[end.Client] = end.ScheduledMicros / 1000.0;
        FirstQueriesFailed += end.Succeeded ? 0 : 1;
    }

    /// <summary>Takes over the latency of a session's first query, null for one that was not answered.</summary>
    public void TakeFirst(int client, double? latencyMs)
    {
        _firstQueryMs[client] = latencyMs;
        FirstQueriesFailed += latencyMs is null ? 1 : 0;
    }

    /// <summary>Ends a second of the series.</summary>
    public (Second Second, LoadProgress Progress) TakeSecond(long now, TimeSpan duration, long? plannedInAll)
    {
        lock (_gate)
        {
            foreach (var window in Windows)
            {
                window.Close(now);
            }

            Recovery?.Close(now);
            var inFlight = InFlight;
            var progress = new LoadProgress(
                Plan.Name, TimeSpan.FromTicks(now), duration, plannedInAll, Counts.Planned, Counts.Settled, Counts.Unsuccessful,
                inFlight, Latency.Scheduled.Percentile(0.95m) / 1000.0);
            return (_second.Take(), progress);
        }
    }

    private int InFlight => (int)(Counts.Started - (Counts.Settled - Counts.NeverStarted));
}
