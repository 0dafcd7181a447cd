using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Disturbances;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>Runs loads: opens their sessions, warms up, sends, watches, drains, and hands back what was measured.</summary>
public sealed class LoadRunner
{
    private static readonly TimeSpan TickLength = TimeSpan.FromSeconds(1);
    private readonly Generator _generator;

    /// <param name="time">Where time comes from.</param>
    public LoadRunner(TimeProvider time)
        : this(Generator.System(time))
    {
    }

    internal LoadRunner(Generator generator) => _generator = generator;

    private TimeProvider Time => _generator.Time;

    /// <summary>Runs loads side by side; all begin at the same moment.</summary>
    /// <param name="jobs">One or more; warm-ups run first, one load after the other.</param>
    /// <param name="monitor">Watches from the beginning of the loads to the end of the longest.</param>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="cancellationToken">Breaks the loads off: what was measured so far is handed back, marked as ended early.</param>
    /// <param name="disturbances">What befalls the service meanwhile; null for nothing.</param>
    /// <returns>A measurement for each job, in their order.</returns>
    /// <exception cref="PlanException">A plan cannot be run. Nothing was sent.</exception>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the observer broke (its
    /// exception).</exception>
    public async Task<IReadOnlyList<LoadMeasurement>> RunAsync(
        IReadOnlyList<LoadJob> jobs, IResourceMonitor monitor, ILoadObserver observer, CancellationToken cancellationToken,
        IReadOnlyList<IDisturbance>? disturbances = null)
    {
        foreach (var job in jobs)
        {
            job.Plan.Validated();
        }

        try
        {
            await using var clients = await OwnClients.OpenAsync(jobs, _generator, cancellationToken).ConfigureAwait(false);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, observer.Broken);
            var warmedUp = new WarmUpOutcome?[jobs.Count];
            for (var i = 0; i < jobs.Count; i++)
            {
                warmedUp[i] = await WarmUpAsync(clients, i, jobs[i].Plan, observer, ended.Token).ConfigureAwait(false);
            }

            ended.Token.ThrowIfCancellationRequested();
            var measurements = await ExecuteAsync(clients, jobs, warmedUp, monitor, observer, ended.Token, disturbances)
                .ConfigureAwait(false);
            observer.ThrowIfBroken();
            return measurements;
        }
        catch (OperationCanceledException)
        {
            // A journal that breaks also ends the load, and then its own exception is what a reader needs.
            observer.ThrowIfBroken();
            throw;
        }
    }

    /// <summary>Runs one load; see the other form.</summary>
    public async Task<LoadMeasurement> RunAsync(
        LoadJob job, IResourceMonitor monitor, ILoadObserver observer, CancellationToken cancellationToken) =>
        (await RunAsync([job], monitor, observer, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Executes loads over open clients.</summary>
    /// <param name="clients">Of all these loads.</param>
    /// <param name="jobs">The loads.</param>
    /// <param name="warmedUp">What warmed each load's sessions up; null where they have not been asked anything.</param>
    /// <param name="monitor">Watches from the beginning of the loads to the end of the longest.</param>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="cancelled">Breaks the loads off.</param>
    /// <param name="disturbances">What befalls the service meanwhile; null for nothing.</param>
    internal async Task<IReadOnlyList<LoadMeasurement>> ExecuteAsync(
        ILoadClients clients, IReadOnlyList<LoadJob> jobs, IReadOnlyList<WarmUpOutcome?> warmedUp, IResourceMonitor monitor,
        ILoadObserver observer, CancellationToken cancelled, IReadOnlyList<IDisturbance>? disturbances = null)
    {
        await monitor.StartAsync(cancelled).ConfigureAwait(false);
        var clock = new LoadClock(Time, clients.Lead);
        var watch = clients.Watch(clock);
        LoadExecution[] loads =
        [
            .. jobs.Select((job, i) => new LoadExecution(
                job.Plan, job.Plan.Duration, clock, observer, warmedUp[i], job.Criteria?.Windows, watch?.Pauses)
            {
                Place = i,
                Monitor = monitor,
                AlsoSettled = job.AlsoSettled,
            }),
        ];
        Task<ResourcesResult>? stopping = null;
        using var over = new CancellationTokenSource();
        Task[] disturbing = [.. DisturbancesOf()];
        string? brokeOff;
        try
        {
            brokeOff = await ExecuteAsync(clients, loads, clock, watch, DurationOver, cancelled).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(disturbing).ConfigureAwait(false);
        }

        var resources = stopping is null
            ? null
            : await monitor.SettleAsync(await stopping.ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
        var watched = loads.Max(load => load.EndedAt(brokeOff is not null));
        return [.. loads.Select(load => load.Measured(brokeOff, watch, watched, resources))];

        IEnumerable<Task> DisturbancesOf() => disturbances is null or []
            ? []
            : disturbances.Select(disturbance => disturbance.DisturbAsync(new DisturbedLoads(loads, clock, over.Token), cancelled));

        // Figures that cannot be read any more must not take the measurement with them, so the end of the run does not cancel this.
        void DurationOver() =>
            stopping = monitor.StopAsync(loads.Sum(load => load.Recorder.Counts.SucceededInTime), CancellationToken.None);
    }

    /// <summary>Executes a load's warm-up, which nobody measures.</summary>
    /// <param name="clients">Open.</param>
    /// <param name="place">The load's place among those of the clients.</param>
    /// <param name="plan">Says for how long.</param>
    /// <param name="observer">Told of the queries.</param>
    /// <param name="cancelled">Ends it early.</param>
    /// <returns>Null where the plan has none.</returns>
    private async Task<WarmUpOutcome?> WarmUpAsync(
        ILoadClients clients, int place, LoadPlan plan, ILoadObserver observer, CancellationToken cancelled) =>
        plan.WarmUp <= TimeSpan.Zero
            ? null
            : (await WarmUpAsync(clients, [(place, plan, null)], observer, cancelled).ConfigureAwait(false))[0];

    /// <summary>Executes the warm-ups of loads side by side, which nobody measures.</summary>
    /// <param name="clients">Open.</param>
    /// <param name="loads">
    /// The place of each load among those of the clients; its plan, which says for how long; and what warmed its sessions up before, null
    /// where they have not been asked anything.
    /// </param>
    /// <param name="observer">Told of the queries.</param>
    /// <param name="cancelled">Ends them early.</param>
    internal async Task<WarmUpOutcome[]> WarmUpAsync(
        ILoadClients clients, IReadOnlyList<(int Place, LoadPlan Plan, WarmUpOutcome? Before)> loads, ILoadObserver observer,
        CancellationToken cancelled)
    {
        var clock = new LoadClock(Time, clients.Lead);
        LoadExecution[] executions =
        [
            .. loads.Select(load => new LoadExecution(
                load.Plan, load.Plan.Scale.Apply(load.Plan.WarmUp), clock, observer, load.Before) { Place = load.Place, IsWarmUp = true }),
        ];
        var brokeOff = await ExecuteAsync(clients, executions, clock, watch: null, () => { }, cancelled).ConfigureAwait(false);
        return
        [
            .. loads.Zip(executions, (load, execution) => new WarmUpOutcome(
                load.Before?.Result ?? new WarmupResult(
                    execution.Duration.TotalMilliseconds, execution.Recorder.Counts.Planned, execution.Recorder.Counts.Unsuccessful),
                [.. load.Before?.FirstQueries ?? [], .. execution.FirstQueries],
                brokeOff)),
        ];
    }

    private async Task<string?> ExecuteAsync(
        ILoadClients clients, LoadExecution[] loads, LoadClock clock, GeneratorWatch? watch, Action durationOver,
        CancellationToken cancelled)
    {
        Array.ForEach(loads, load => load.Begin());
        var ticks = Time.CreateTimer(_ => Tick(), null, clients.Lead + TickLength, TickLength);
        var looks = watch is null ? null : Time.CreateTimer(_ => Look(), null, GeneratorPauses.BetweenLooks, GeneratorPauses.BetweenLooks);
        try
        {
            using var cut = cancelled.Register(Cut);
            return await clients.ExecuteAsync(loads, clock, durationOver, cancelled).ConfigureAwait(false);
        }
        finally
        {
            await ticks.DisposeAsync().ConfigureAwait(false);
            if (looks is not null)
            {
                await looks.DisposeAsync().ConfigureAwait(false);
            }

            // What befell the machine since the last second counts as well.
            watch?.Look();
            Look();
            Array.ForEach(loads, load => load.End());
        }

        void Cut()
        {
            var now = Math.Max(0, clock.Now);
            watch?.Pauses.CutAt(now);
            Array.ForEach(loads, load => load.CutAt(now));
        }

        void Tick()
        {
            watch?.Look();
            Look();
            Array.ForEach(loads, load => load.Tick());
        }

        void Look()
        {
            if (watch is not null)
            {
                var pause = watch.LookForAPause();
                Array.ForEach(loads, load => load.Recorder.GeneratorLooked(pause));
            }
        }
    }
}

/// <summary>A load to run.</summary>
public sealed record LoadJob
{
    /// <param name="plan">What to send.</param>
    /// <param name="openClient">Opens client number n, from 0; called before the load's time begins, up to eight at once.</param>
    /// <param name="criteria">What will be judged, so that what it needs is recorded; null records the standard figures only.</param>
    public LoadJob(LoadPlan plan, Func<int, CancellationToken, ValueTask<ILoadClient>> openClient, CriteriaSet? criteria = null) =>
        (Plan, OpenClient, Criteria) = (plan, openClient, criteria);

    /// <param name="plan">What an external client is to send, which opens sessions of its own.</param>
    internal LoadJob(LoadPlan plan) => Plan = plan;

    public LoadPlan Plan { get; init; }

    public CriteriaSet? Criteria { get; init; }

    internal Func<int, CancellationToken, ValueTask<ILoadClient>>? OpenClient { get; }

    /// <summary>Told of every query of the load once it is recorded, from the thread that brought it.</summary>
    internal Action<QueryEnd>? AlsoSettled { get; init; }
}

/// <summary>What a warm-up leaves: its figures, and the first queries of the sessions, which the load then no longer has.</summary>
/// <param name="Result">Its figures.</param>
/// <param name="FirstQueries">Of the sessions that have been asked.</param>
/// <param name="BrokeOffBecause">Why the clients ended early by themselves; null where they did not.</param>
internal sealed record WarmUpOutcome(WarmupResult Result, IReadOnlyList<QueryEnd> FirstQueries, string? BrokeOffBecause);
