using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>What is recorded of one load and told of it while it runs, whoever carries it.</summary>
internal sealed class LoadRecording
{
    private readonly ILoadObserver _observer;
    private readonly IResourceMonitor _monitor;
    private readonly LoadClock _clock;
    private readonly TimeSpan _duration;
    private readonly bool _warmUp;
    private readonly long? _plannedInAll;
    private readonly Action<QueryEnd>? _alsoSettled;
    private readonly List<QueryEnd> _firstQueries = [];
    private long _endedInTime;
    private long _failedInTime;

    public LoadRecording(
        LoadJob job, TimeSpan duration, LoadClock clock, IResourceMonitor monitor, ILoadObserver observer, bool warmUp,
        GeneratorPauses? pauses = null)
    {
        (_duration, _clock, _monitor, _observer, _warmUp) = (duration, clock, monitor, observer, warmUp);
        _alsoSettled = warmUp ? null : job.AlsoSettled;
        Recorder = new LoadRecorder(job.Plan, duration, warmUp ? [] : job.Criteria?.Windows ?? [], pauses);
        _plannedInAll = job.Plan.Model == LoadModel.BackToBack ? null : ArrivalSchedule.Count(job.Plan, duration);
    }

    public LoadRecorder Recorder { get; }

    /// <summary>First queries of the sessions, as they end.</summary>
    public IReadOnlyList<QueryEnd> FirstQueries
    {
        get
        {
            lock (_firstQueries)
            {
                return [.. _firstQueries];
            }
        }
    }

    public void Begin() =>
        _observer.LoadBegins(LoadResults.Planned(Recorder.Plan, _clock.StartedAt, _plannedInAll ?? 0));

    public void Settled(QueryEnd end)
    {
        Recorder.Record(end);
        if (end.Over <= _duration.Ticks)
        {
            Interlocked.Increment(ref _endedInTime);
            Interlocked.Add(ref _failedInTime, end.Succeeded ? 0 : 1);
        }

        if (end.First)
        {
            lock (_firstQueries)
            {
                _firstQueries.Add(end);
            }
        }

        _alsoSettled?.Invoke(end);
        _observer.QueryEnded(JournalLines.Of(end, _observer.Scenario, Recorder.Plan.Name, _warmUp));
    }

    /// <summary>Queries that ended within the load's duration since the last call, and those of them that failed.</summary>
    public (long Ended, long Failed) TakeInTime() =>
        (Interlocked.Exchange(ref _endedInTime, 0), Interlocked.Exchange(ref _failedInTime, 0));

    /// <summary>Ends a second of the series, and says it.</summary>
    /// <param name="now">The time that has passed.</param>
    /// <param name="final">The load is over and every query settled.</param>
    public void TakeSecond(long now, bool final)
    {
        var (second, progress) = Recorder.TakeSecond(now, _duration, _plannedInAll, final);
        _observer.SecondEnded(Line(second, progress, now), progress);
    }

    private SeriesLine Line(in Second second, LoadProgress progress, long now)
    {
        var resources = _monitor.Current;
        return new SeriesLine
        {
            Scenario = _observer.Scenario,
            Load = Recorder.Plan.Name,
            T = Math.Round((double)now / TimeSpan.TicksPerSecond, 3),
            At = _clock.StartedAt + TimeSpan.FromTicks(now),
            Planned = second.Planned,
            Started = second.Started,
            Succeeded = second.Succeeded,
            Failed = second.Failed,
            InFlight = progress.InFlight,
            P50 = second.P50,
            P95 = second.P95,
            Max = second.Max,
            ClientCpu = resources.CpuPercentOfOneCore,
            ClientMemory = resources.ResidentBytes,
            ServerMemory = resources.ServerResidentBytes,
        };
    }
}
