using System.Globalization;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>One load under way, or its warm-up: records how each query ended, tells of it, and says when the load is given up.</summary>
internal sealed class LoadExecution
{
    /// <summary>Why a load ended that was no longer wanted.</summary>
    public const string Cancelled = "cancelled";

    private readonly ILoadObserver _observer;
    private readonly AbandonWatch _abandonWatch;
    private readonly WarmUpOutcome? _warmedUp;
    private readonly long? _plannedInAll;
    private readonly List<QueryEnd> _firstQueries = [];
    private readonly Lock _ticking = new();
    private long _endedInTime;
    private long _failedInTime;
    private long? _abandonedAt;
    private long _end;
    private bool _isCut;
    private long _lastTick;

    /// <param name="plan">What is sent.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="clock">The load's time.</param>
    /// <param name="observer">Told what happens.</param>
    /// <param name="warmedUp">What warmed the sessions up; null where they have not been asked anything.</param>
    /// <param name="windows">Figures of windows to record.</param>
    /// <param name="pauses">When the generator was paused; null where nobody looks.</param>
    public LoadExecution(
        LoadPlan plan, TimeSpan duration, LoadClock clock, ILoadObserver observer, WarmUpOutcome? warmedUp,
        IReadOnlyList<WindowFigure>? windows = null, GeneratorPauses? pauses = null)
    {
        (Duration, Clock, _observer, _warmedUp, _end) = (duration, clock, observer, warmedUp, duration.Ticks);
        Recorder = new LoadRecorder(plan, duration, windows ?? [], pauses);
        _abandonWatch = new AbandonWatch(plan.Abandon);
        _plannedInAll = plan.Shape.Planned(duration, plan.EffectiveSeed);
        foreach (var query in warmedUp?.FirstQueries ?? [])
        {
            Recorder.RecordFirst(query);
        }
    }

    /// <summary>Its place among the loads that its clients were opened for.</summary>
    public required int Place { get; init; }

    /// <summary>Only its journal is kept; it is in no series and in no figure.</summary>
    public bool IsWarmUp { get; init; }

    /// <summary>Tells the series what the load costs.</summary>
    public IResourceMonitor Monitor { get; init; } = NoMonitor.Instance;

    /// <summary>Told of every query once it is recorded.</summary>
    public Action<QueryEnd>? AlsoSettled { get; init; }

    /// <summary>Stops its starts when the load is given up; set once, by its clients.</summary>
    public Action? StopStarts { get; set; }

    public LoadPlan Plan => Recorder.Plan;

    public TimeSpan Duration { get; }

    public LoadClock Clock { get; }

    public LoadRecorder Recorder { get; }

    /// <summary>Clients whose sessions have been asked before.</summary>
    public IEnumerable<int> Asked => (_warmedUp?.FirstQueries ?? []).Select(query => query.Client);

    public bool IsUnsettled => Recorder.Counts.Settled < Recorder.Counts.Planned;

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

    public void Begin()
    {
        if (!IsWarmUp)
        {
            _observer.LoadBegins(LoadResults.Planned(Plan, Clock.StartedAt, _plannedInAll ?? 0));
        }
    }

    /// <summary>A planned query has ended, or never will.</summary>
    public void Settled(in QueryEnd end)
    {
        Recorder.Record(end);
        if (end.Over <= Duration.Ticks && !Recorder.IsCutOff(end))
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

        AlsoSettled?.Invoke(end);
        _observer.QueryEnded(end.ToJournal(_observer.Scenario, Plan, IsWarmUp));
    }

    /// <summary>The run is ended from outside.</summary>
    public void CutAt(long now)
    {
        lock (_ticking)
        {
            (_end, _isCut) = (Math.Min(_end, now), true);
            Recorder.CutAt(now);
        }
    }

    /// <summary>A second is over; called once a second.</summary>
    public void Tick() => Tick(final: false);

    /// <summary>The load is over and every query settled: says the last second.</summary>
    public void End() => Tick(final: true);

    /// <summary>When the load was over, of its own accord or before its time.</summary>
    /// <param name="brokeOff">Its clients ended early.</param>
    public TimeSpan EndedAt(bool brokeOff) =>
        TimeSpan.FromTicks(_abandonedAt ?? (brokeOff && !_isCut ? Math.Min(_lastTick, _end) : _end));

    /// <summary>What was measured. Called once, at the end.</summary>
    /// <param name="because">Why its clients ended early; null where they did not.</param>
    /// <param name="watch">Watched the process that sent the load; null where an external client did.</param>
    /// <param name="watched">How long the client and the server were watched.</param>
    /// <param name="resources">What the load cost; null where nothing was watched.</param>
    /// <exception cref="InvalidOperationException">Of a planned query is not known what became of it: a defect of the suite, with which
    /// nothing can be judged.</exception>
    public LoadMeasurement Measured(
        string? because, GeneratorWatch? watch, TimeSpan watched, ResourcesResult? resources)
    {
        var counts = Recorder.Counts;
        if (counts.Settled != counts.Planned)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The load \"{Plan.Name}\" lost count: {counts.Planned} queries were planned and {counts.Settled} accounted for. "
                    + $"This is a defect of the suite."));
        }

        var ended = EndedAt(because is not null);
        return new LoadMeasurement(Recorder, ended)
        {
            StartedAt = Clock.StartedAt,
            Abandoned = _abandonedAt is not null,
            BrokeOffBecause = _abandonedAt is not null ? _abandonWatch.Sentence : because ?? (IsCutShort(ended) ? Cancelled : null),
            Resources = resources,
            Warmup = _warmedUp?.Result,
            Watched = watched,
            Paused = watch?.Pauses.Until(ended.Ticks) ?? TimeSpan.Zero,
            External = watch is null,
            Generator = Generator(watch),
        };
    }

    // A process that stands still when the run is ended may see it after the load's time, with starts that it never made.
    private bool IsCutShort(TimeSpan ended) => ended < Duration || (_isCut && Recorder.Counts.Planned < _plannedInAll);

    private void Tick(bool final)
    {
        lock (_ticking)
        {
            var now = Math.Max(0, Clock.Now);
            var (second, progress) = Recorder.TakeSecond(now, Duration, _plannedInAll, final);
            if (!IsWarmUp)
            {
                _observer.SecondEnded(Line(second, progress, now), progress);
            }

            var (ended, failed) = (Interlocked.Exchange(ref _endedInTime, 0), Interlocked.Exchange(ref _failedInTime, 0));
            // The last second of the load may be told a moment after it, and what ended in the drain is no longer the load's.
            if (_abandonedAt is null && _lastTick < _end && _abandonWatch.Sees(ended, failed, _lastTick, Math.Min(now, _end)))
            {
                _abandonedAt = Math.Min(now, _end);
                Recorder.GivenUp(_abandonedAt.Value);
                StopStarts?.Invoke();
            }

            _lastTick = now;
        }
    }

    private SeriesLine Line(in Second second, LoadProgress progress, long now)
    {
        var resources = Monitor.Current;
        return new SeriesLine
        {
            Scenario = _observer.Scenario,
            Load = Plan.Name,
            T = Math.Round((double)now / TimeSpan.TicksPerSecond, 3),
            At = Clock.StartedAt + TimeSpan.FromTicks(now),
            Planned = second.Planned,
            Started = second.Started,
            Succeeded = second.Succeeded,
            Failed = second.Failed,
            InFlight = progress.InFlight,
            P50 = second.P50,
            P95 = second.P95,
            Max = second.Max,
            PartsMs = second.Parts,
            ClientCpu = resources.CpuPercentOfOneCore,
            ClientMemory = resources.ResidentBytes,
            ServerMemory = resources.ServerResidentBytes,
        };
    }

    // Where nothing of ours sends the load, there is no generator of ours to be a bottleneck.
    private GeneratorResult Generator(GeneratorWatch? watch) => new(
        Recorder.OnTime.GeneratorLate, Recorder.OnTime.ServerLate, watch?.PeakCpuShare ?? 0, watch?.GcPause.TotalMilliseconds ?? 0,
        watch?.ThreadPoolDelay.TotalMilliseconds ?? 0, watch?.Bottleneck())
    {
        Pauses = watch?.Pauses.Count ?? 0,
        LongestPauseMs = watch?.Pauses.Longest.TotalMilliseconds ?? 0,
        DisturbedQueries = Recorder.Disturbed?.Count ?? 0,
    };
}
