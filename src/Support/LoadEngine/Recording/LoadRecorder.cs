using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Everything that is recorded of one load. Callers come from many threads; one at a time gets in.</summary>
internal sealed class LoadRecorder
{
    private readonly Lock _gate = new();
    private long _durationTicks;
    private long? _cut;
    private readonly SecondTally _second = new();
    private readonly double?[] _firstQueryMs;
    private readonly Dictionary<string, QueryCounts> _queries;

    /// <param name="plan">The plan.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="windows">Figures of windows to record.</param>
    /// <param name="pauses">When the generator was paused; null where nobody looks, as for a load that another process sends.</param>
    public LoadRecorder(LoadPlan plan, TimeSpan duration, IReadOnlyList<WindowFigure> windows, GeneratorPauses? pauses = null)
    {
        Plan = plan;
        _queries = plan.Mix.ToDictionary(share => share.Query, _ => new QueryCounts());
        _durationTicks = duration.Ticks;
        OnTime = new OnTimeTally(plan);
        Disturbed = pauses is null ? null : new DisturbedQueries(pauses, OnTime);
        Windows = [.. windows.Distinct().Select(window => new WindowTracker(window, duration, pauses))];
        Recovery = RecoveryWatch.For(plan, duration, pauses ?? new());
        _firstQueryMs = new double?[plan.Clients];
    }

    public LoadPlan Plan { get; }

    public LoadCounts Counts { get; } = new();

    public LatencyRecord Latency { get; } = new();

    /// <summary>What the latency is made of, and the slowest queries.</summary>
    public PartsRecord Parts { get; } = new();

    /// <summary>What the generator's own pauses had a part in; null where nobody looks for pauses.</summary>
    public DisturbedQueries? Disturbed { get; }

    /// <summary>What became of each query of the mix, in its order.</summary>
    public IReadOnlyList<QueryResult> Queries
    {
        get
        {
            lock (_gate)
            {
                return [.. Plan.Mix.Select(share => _queries[share.Query].Of(share.Query))];
            }
        }
    }

    /// <summary>When successes ended within the load's duration.</summary>
    public RateSeries Successes { get; } = new();

    public TimeSpan Duration => TimeSpan.FromTicks(_durationTicks);

    public OnTimeTally OnTime { get; }

    public ErrorTally Errors { get; } = new();

    public AnswerTally Answers { get; } = new();

    /// <summary>Of a load that cancels its queries.</summary>
    public CancelTally Cancels { get; } = new();

    /// <summary>Of a load whose rows in its table can be told apart.</summary>
    public WrittenTally Written { get; } = new();

    public IReadOnlyList<WindowTracker> Windows { get; }

    public RecoveryWatch? Recovery { get; }

    /// <summary>Null where nothing befalls the server.</summary>
    public OutageWatch? Outage { get; private set; }

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
            foreach (var window in Windows)
            {
                window.GivenUp(now);
            }

            Recovery?.GivenUp(now);
        }
    }

    /// <summary>Queries that had no answer when the run was ended from outside, and so none because of it.</summary>
    public long CutOff { get; private set; }

    /// <summary>The run is ended from outside.</summary>
    public void CutAt(long now)
    {
        lock (_gate)
        {
            _cut = now;
        }

        if (now < _durationTicks)
        {
            GivenUp(now);
        }
    }

    public bool IsCutOff(in QueryEnd end) => !end.Succeeded && end.Over >= _cut;

    /// <summary>Something befalls the service while the load runs. Called before its first query.</summary>
    public void WatchOutage() => Outage ??= new();

    /// <inheritdoc cref="Disturbances.DisturbedLoads.ServerGoes"/>
    public void ServerGoes(long now)
    {
        lock (_gate)
        {
            Outage!.Goes(now);
        }
    }

    /// <inheritdoc cref="Disturbances.DisturbedLoads.ServerStarts"/>
    public void ServerStarts(long now)
    {
        lock (_gate)
        {
            Outage!.Starts(now);
        }
    }

    /// <inheritdoc cref="Disturbances.DisturbedLoads.ServerIsBack"/>
    public void ServerIsBack(long now)
    {
        lock (_gate)
        {
            Outage!.IsBack(now);
        }
    }

    /// <inheritdoc cref="Disturbances.DisturbedLoads.ServerStaysAway"/>
    public void ServerStaysAway(string because)
    {
        lock (_gate)
        {
            Outage!.StaysAway(because);
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
            CutOff += IsCutOff(end) ? 1 : 0;
            _queries[end.Share.Query].Record(end);
            Disturbed?.Record(end);
            OnTime.Record(end);
            Errors.Record(end);
            Answers.Record(end);
            if (Plan.Asking.CancelAfter is not null)
            {
                Cancels.Record(end);
            }

            if (end.Share.TellsItsRows)
            {
                Written.Record(end);
            }

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
            if (!IsCutOff(end))
            {
                Outage?.Record(end);
            }

            if (end.First)
            {
                RecordFirst(end);
            }
            else
            {
                Latency.Record(end);
                Parts.Record(end);
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

    /// <summary>The generator has looked at itself.</summary>
    /// <param name="pause">The pause that it found, or null.</param>
    public void GeneratorLooked((long From, long To)? pause)
    {
        lock (_gate)
        {
            Disturbed?.Looked(pause);
        }
    }

    /// <summary>Ends a second of the series.</summary>
    /// <param name="now">The time that has passed.</param>
    /// <param name="duration">Of the load.</param>
    /// <param name="plannedInAll">Queries of the whole schedule; null back to back.</param>
    /// <param name="final">The load is over and every query settled.</param>
    public (Second Second, LoadProgress Progress) TakeSecond(long now, TimeSpan duration, long? plannedInAll, bool final = false)
    {
        lock (_gate)
        {
            foreach (var window in Windows)
            {
                window.Close(now, final);
            }

            Recovery?.Close(now, final);
            var progress = new LoadProgress(
                Plan.Name, TimeSpan.FromTicks(now), duration, plannedInAll, Counts.Planned, Counts.Settled, Counts.Settled
                    - Counts.Succeeded,
                (int)Counts.UnderWay, Latency.Scheduled.Percentile(0.95m) / 1000.0);
            return (_second.Take(), progress);
        }
    }
}
