using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>One carrying of loads over open sessions: warm-up, the loads themselves, and their measurements.</summary>
internal sealed class LoadRun(
    TimeProvider time, IStartWaiter waiter, IGeneratorProbe probe, IResourceMonitor monitor, ILoadObserver observer)
{
    private static readonly TimeSpan TickLength = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<LoadMeasurement>> RunAsync(
        IReadOnlyList<LoadJob> jobs, IReadOnlyList<Sessions> sessions, CancellationToken cancelled)
    {
        var warmedUp = new WarmUpOutcome?[jobs.Count];
        for (var i = 0; i < jobs.Count; i++)
        {
            warmedUp[i] = await WarmUpAsync(jobs[i], sessions[i], before: null, cancelled).ConfigureAwait(false);
        }

        return await CarryAsync(jobs, sessions, warmedUp, cancelled).ConfigureAwait(false);
    }

    /// <param name="jobs">The loads.</param>
    /// <param name="sessions">Of each load, open.</param>
    /// <param name="warmedUp">What warmed each load's sessions up; null where they have not been asked anything.</param>
    /// <param name="cancelled">Breaks the loads off.</param>
    public async Task<IReadOnlyList<LoadMeasurement>> CarryAsync(
        IReadOnlyList<LoadJob> jobs, IReadOnlyList<Sessions> sessions, IReadOnlyList<WarmUpOutcome?> warmedUp, CancellationToken cancelled)
    {
        await monitor.StartAsync(cancelled).ConfigureAwait(false);
        var clock = new LoadClock(time);
        var watch = new GeneratorWatch(probe, clock);
        var loads = jobs.Select((job, i) => new LoadInProgress(
            job, job.Plan.Duration, sessions[i].Clients, clock, monitor, observer, warmedUp[i], warmUp: false, watch.Pauses)).ToArray();
        var resources = await CarryAsync(loads, clock, watch, watched: true, cancelled).ConfigureAwait(false);
        var watched = loads.Max(load => load.EndedAt(cancelled));
        return [.. loads.Select((load, i) => Measured(load, clock, watch, watched, resources, warmedUp[i]?.Result, cancelled))];
    }

    /// <param name="job">Its plan says for how long.</param>
    /// <param name="sessions">Of that job.</param>
    /// <param name="before">What warmed these sessions up before; null where they have not been asked anything.</param>
    /// <param name="cancelled">Ends it early.</param>
    public async Task<WarmUpOutcome?> WarmUpAsync(LoadJob job, Sessions sessions, WarmUpOutcome? before, CancellationToken cancelled)
    {
        if (job.Plan.WarmUp <= TimeSpan.Zero)
        {
            return null;
        }

        var duration = job.Plan.Scale.Apply(job.Plan.WarmUp);
        var clock = new LoadClock(time);
        var warmUp = new LoadInProgress(
            job, duration, sessions.Clients, clock, NoMonitor.Instance, new WarmUpObserver(observer), before, warmUp: true);
        await CarryAsync([warmUp], clock, watch: null, watched: false, cancelled).ConfigureAwait(false);
        var counts = warmUp.Recorder.Counts;
        return new WarmUpOutcome(
            new WarmupResult(duration.TotalMilliseconds, counts.Planned, counts.Unsuccessful), warmUp.FirstQueries);
    }

    private async Task<ResourcesResult?> CarryAsync(
        LoadInProgress[] loads, LoadClock clock, GeneratorWatch? watch, bool watched, CancellationToken cancelled)
    {
        var duration = loads.Max(load => load.Duration);
        Task<ResourcesResult>? stopping = null;
        foreach (var load in loads)
        {
            load.Begin();
        }

        var ticks = time.CreateTimer(_ => Tick(loads, watch), null, TickLength, TickLength);
        var looks = watch is null ? null : time.CreateTimer(_ => Look(loads, watch), null, GeneratorPauses.BetweenLooks, GeneratorPauses.BetweenLooks);
        try
        {
            var dispatcher = new Dispatcher([.. loads.Select(load => load.Schedule)], clock, waiter);
            await dispatcher.RunAsync(
                duration,
                loads.Max(load => load.Recorder.Plan.DrainLimit),
                () => loads.Any(load => load.Unsettled),
                () => stopping = watched ? StopMonitorAsync(loads.Sum(load => load.Recorder.Counts.SucceededInTime)) : null,
                () => Array.ForEach(loads, load => load.Interrupt()),
                cancelled).ConfigureAwait(false);
        }
        finally
        {
            await ticks.DisposeAsync().ConfigureAwait(false);
            if (looks is not null)
            {
                await looks.DisposeAsync().ConfigureAwait(false);
            }

            Array.ForEach(loads, load => load.GiveUp());
            // What befell the machine since the last second counts as well.
            watch?.Look();
            Look(loads, watch);
            Array.ForEach(loads, load => load.End());
        }

        return stopping is null
            ? null
            : await monitor.SettleAsync(await stopping.ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
    }

    // Figures that cannot be read any more must not take the measurement with them, so the end of the run does not cancel this.
    private Task<ResourcesResult> StopMonitorAsync(long answeredQueries) => monitor.StopAsync(answeredQueries, CancellationToken.None);

    private static void Tick(LoadInProgress[] loads, GeneratorWatch? watch)
    {
        watch?.Look();
        Look(loads, watch);
        Array.ForEach(loads, load => load.Tick());
    }

    private static void Look(LoadInProgress[] loads, GeneratorWatch? watch)
    {
        if (watch is not null)
        {
            var pause = watch.LookForAPause();
            Array.ForEach(loads, load => load.Recorder.GeneratorLooked(pause));
        }
    }

    private static LoadMeasurement Measured(
        LoadInProgress load, LoadClock clock, GeneratorWatch watch, TimeSpan watched, ResourcesResult? resources, WarmupResult? warmUp,
        CancellationToken cancelled)
    {
        load.RequireEveryQuery();
        var abandoned = load.AbandonedAt is not null;
        var ended = load.EndedAt(cancelled);
        var onTime = load.Recorder.OnTime;
        return new LoadMeasurement(load.Recorder, ended)
        {
            StartedAt = clock.StartedAt,
            Abandoned = abandoned,
            BrokeOffBecause = abandoned ? Sentences.Abandoned(load.Recorder.Plan.Abandon!)
                : cancelled.IsCancellationRequested && ended < load.Duration ? Sentences.Cancelled
                : null,
            Resources = resources,
            Warmup = warmUp,
            Watched = watched,
            Paused = watch.Pauses.Until(ended.Ticks),
            Generator = new GeneratorResult(
                onTime.GeneratorLate, onTime.ServerLate, watch.PeakCpuShare, watch.GcPause.TotalMilliseconds,
                watch.ThreadPoolDelay.TotalMilliseconds, watch.Bottleneck())
            {
                Pauses = watch.Pauses.Count,
                LongestPauseMs = watch.Pauses.Longest.TotalMilliseconds,
                DisturbedQueries = load.Recorder.Disturbed?.Count ?? 0,
            },
        };
    }
}
