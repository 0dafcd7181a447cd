using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>One load under way: its recorder, its schedule, and what the observer is told of it.</summary>
internal sealed class LoadInProgress : IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly ILoadObserver _observer;
    private readonly IResourceMonitor _monitor;
    private readonly AbandonWatch _abandonWatch;
    private readonly QueryCarrier _carrier;
    private readonly LoadClock _clock;
    private readonly bool _warmUp;
    private readonly long? _plannedInAll;
    private readonly Lock _ticking = new();

    public LoadInProgress(
        LoadJob job, TimeSpan duration, IReadOnlyList<ILoadClient> clients, LoadClock clock, IResourceMonitor monitor, ILoadObserver observer,
        WarmUpOutcome? warmedUp, bool warmUp)
    {
        (Duration, _clock, _monitor, _observer, _warmUp) = (duration, clock, monitor, observer, warmUp);
        var plan = job.Plan;
        Recorder = new LoadRecorder(plan, duration, warmUp ? [] : job.Criteria?.Windows ?? []);
        _abandonWatch = new AbandonWatch(plan.Abandon);
        _plannedInAll = plan.Model == LoadModel.BackToBack ? null : ArrivalSchedule.Count(plan, duration);
        _carrier = new QueryCarrier(plan, clients, clock, warmedUp is null, Settled, _interrupt.Token);
        warmedUp?.PassFirstQueriesTo(Recorder);
        Schedule = plan.Model switch
        {
            LoadModel.Open => new OpenLoad(Recorder, _carrier, duration),
            LoadModel.Clients => new ClientLoad(Recorder, _carrier, duration),
            _ => new BackToBackLoad(Recorder, _carrier, clock, duration, _interrupt.Token),
        };
    }

    public TimeSpan Duration { get; }

    public LoadRecorder Recorder { get; }

    public IScheduledLoad Schedule { get; }

    /// <summary>When the load was given up by its own rule, in ticks; null if it was not.</summary>
    public long? AbandonedAt { get; private set; }

    /// <summary>When the last second was said, in ticks.</summary>
    public long LastTick { get; private set; }

    public bool Unsettled => Recorder.Counts.Settled < Recorder.Counts.Planned;

    /// <summary>First queries of the sessions, as they end.</summary>
    public List<QueryEnd> FirstQueries { get; } = [];

    public void Begin() =>
        _observer.LoadBegins(LoadResults.Planned(Recorder.Plan, _clock.StartedAt, _plannedInAll ?? 0));

    /// <summary>A second is over; called once a second and once at the end.</summary>
    public void Tick()
    {
        lock (_ticking)
        {
            var now = _clock.Now;
            var (second, progress) = Recorder.TakeSecond(now, Duration, _plannedInAll);
            if (AbandonedAt is null && now <= Duration.Ticks && _abandonWatch.Sees(second, LastTick, now))
            {
                AbandonedAt = now;
                Recorder.GivenUp(now);
                Schedule.Stop();
            }

            LastTick = now;
            _observer.SecondEnded(Line(second, progress, now), progress);
        }
    }

    public void Interrupt() => _interrupt.Cancel();

    /// <summary>Settles what was never given back, and says the last second.</summary>
    public void End()
    {
        _carrier.GiveUp();
        Tick();
    }

    public void Dispose() => _interrupt.Dispose();

    private void Settled(QueryEnd end)
    {
        Recorder.Record(end);
        if (end.First)
        {
            lock (_ticking)
            {
                FirstQueries.Add(end);
            }
        }

        _observer.QueryEnded(JournalLines.Of(end, _observer.Scenario, Recorder.Plan.Name, _warmUp));
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
