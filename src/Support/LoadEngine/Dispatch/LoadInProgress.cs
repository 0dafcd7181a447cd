using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>One load under way: what is recorded of it, its schedule, and how it is stopped.</summary>
internal sealed class LoadInProgress : IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly LoadRecording _recording;
    private readonly AbandonWatch _abandonWatch;
    private readonly QueryCarrier _carrier;
    private readonly LoadClock _clock;
    private readonly Lock _ticking = new();

    public LoadInProgress(
        LoadJob job, TimeSpan duration, IReadOnlyList<ILoadClient> clients, LoadClock clock, IResourceMonitor monitor, ILoadObserver observer,
        WarmUpOutcome? warmedUp, bool warmUp, GeneratorPauses? pauses = null)
    {
        (Duration, _clock) = (duration, clock);
        var plan = job.Plan;
        _recording = new LoadRecording(job, duration, clock, monitor, observer, warmUp, pauses);
        _abandonWatch = new AbandonWatch(plan.Abandon);
        _carrier = new QueryCarrier(plan, clients, clock, warmedUp?.Asked ?? [], _recording.Settled, _interrupt.Token);
        warmedUp?.PassFirstQueriesTo(Recorder);
        Schedule = plan.Model switch
        {
            LoadModel.Open => new OpenLoad(Recorder, _carrier, duration),
            LoadModel.Clients => new ClientLoad(Recorder, _carrier, duration),
            _ => new BackToBackLoad(Recorder, _carrier, clock, duration, _interrupt.Token),
        };
    }

    public TimeSpan Duration { get; }

    public LoadRecorder Recorder => _recording.Recorder;

    public IScheduledLoad Schedule { get; }

    /// <summary>When the load was given up by its own rule, in ticks; null if it was not.</summary>
    public long? AbandonedAt { get; private set; }

    /// <summary>When the last second was said, in ticks.</summary>
    public long LastTick { get; private set; }

    /// <summary>When the load was over, of its own accord or before its time.</summary>
    public TimeSpan EndedAt(CancellationToken cancelled) =>
        TimeSpan.FromTicks(Math.Min(AbandonedAt ?? (cancelled.IsCancellationRequested ? LastTick : Duration.Ticks), Duration.Ticks));

    public bool Unsettled => Recorder.Counts.Settled < Recorder.Counts.Planned;

    /// <summary>First queries of the sessions, as they end.</summary>
    public IReadOnlyList<QueryEnd> FirstQueries => _recording.FirstQueries;

    public void Begin() => _recording.Begin();

    /// <summary>A second is over; called once a second and once at the end.</summary>
    public void Tick() => Tick(final: false);

    public void Interrupt() => _interrupt.Cancel();

    /// <summary>Settles what was never given back.</summary>
    public void GiveUp() => _carrier.GiveUp();

    /// <summary>Says the last second.</summary>
    public void End() => Tick(final: true);

    /// <exception cref="InvalidOperationException">Of a planned query is not known what became of it: a defect of the suite, with which nothing can be judged.</exception>
    public void RequireEveryQuery()
    {
        var counts = Recorder.Counts;
        if (counts.Settled != counts.Planned)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The load \"{Recorder.Plan.Name}\" lost count: {counts.Planned} queries were planned and {counts.Settled} accounted for. This is a defect of the suite."));
        }
    }

    public void Dispose() => _interrupt.Dispose();

    private void Tick(bool final)
    {
        lock (_ticking)
        {
            var now = _clock.Now;
            _recording.TakeSecond(now, final);
            var (ended, failed) = _recording.TakeInTime();
            // The last second of the load may be told a moment after it, and what ended in the drain is no longer the load's.
            if (AbandonedAt is null && LastTick < Duration.Ticks
                && _abandonWatch.Sees(ended, failed, LastTick, Math.Min(now, Duration.Ticks)))
            {
                AbandonedAt = Math.Min(now, Duration.Ticks);
                Recorder.GivenUp(AbandonedAt.Value);
                Schedule.Stop();
            }

            LastTick = now;
        }
    }
}
