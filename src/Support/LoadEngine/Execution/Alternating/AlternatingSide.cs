using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>
/// One side of a comparison: a load whose sessions are opened and warmed up once and stay open, so that every round of it measures the
/// same client at work; and the loads that run alongside, if any. Without load it is idle. Disposing closes the sessions.
/// </summary>
public sealed class AlternatingSide : IAsyncDisposable
{
    private static readonly TimeSpan UnstatedWarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUpOfARehearsal = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestLeadIn = TimeSpan.FromSeconds(1);

    private readonly LoadRunner _runner;
    private readonly LoadJob[] _jobs;
    private readonly Func<CancellationToken, Task<ILoadClients>> _open;
    private readonly Func<IResourceMonitor> _monitor;
    private ILoadClients? _clients;
    private WarmUpOutcome?[] _warmedUp;

    private AlternatingSide(
        Generator generator, IEnumerable<LoadJob> jobs, Func<CancellationToken, Task<ILoadClients>> open, Func<IResourceMonitor> monitor)
    {
        (_runner, _open, _monitor) = (new LoadRunner(generator), open, monitor);
        _jobs = [.. jobs.Select(job => job with { Plan = WarmedUp(job.Plan).Validated() })];
        _warmedUp = new WarmUpOutcome?[_jobs.Length];
    }

    /// <summary>
    /// What the side sends in one round: the load that is compared, then those alongside. Their names and sides are those of the results.
    /// </summary>
    public IReadOnlyList<LoadPlan> Plans => [.. _jobs.Select(job => job.Plan)];

    /// <summary>A side of own clients, in this process.</summary>
    /// <param name="time">Where time comes from.</param>
    /// <param name="job">What to send.</param>
    /// <param name="monitor">A new one for each round.</param>
    /// <param name="alongside">What is sent at the same time and not compared; default nothing.</param>
    public static AlternatingSide Own(
        TimeProvider time, LoadJob job, Func<IResourceMonitor> monitor, params IReadOnlyList<LoadJob> alongside) =>
        Own(Generator.System(time), job, monitor, alongside);

    /// <summary>A side of an external client, in a process of its own.</summary>
    /// <param name="time">Where time comes from.</param>
    /// <param name="plan">What to send: a load of clients that have one query at a time each, on a schedule.</param>
    /// <param name="open">Starts the client and opens its sessions, one a client of the plan.</param>
    /// <param name="monitor">A new one for each round; it watches the client's process.</param>
    public static AlternatingSide External(
        TimeProvider time, LoadPlan plan, Func<CancellationToken, Task<IExternalClient>> open, Func<IExternalClient,
        IResourceMonitor> monitor)
    {
        IExternalClient? opened = null;
        return new(
            Generator.System(time),
            [new LoadJob(plan)],
            async token => new ExternalClients(opened = await open(token).ConfigureAwait(false), time),
            () => monitor(opened!));
    }

    internal static AlternatingSide Own(
        Generator generator, LoadJob job, Func<IResourceMonitor> monitor, params IReadOnlyList<LoadJob> alongside)
    {
        LoadJob[] jobs = [job, .. alongside];
        return new(generator, jobs, async token => await OwnClients.OpenAsync(jobs, generator, token).ConfigureAwait(false), monitor);
    }

    /// <summary>Opens the sessions and runs the plans' warm-up, or one of 5 seconds where a plan has none. Called once.</summary>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the warm-up ended early.</exception>
    internal async Task OpenAsync(ILoadObserver observer, CancellationToken cancellationToken)
    {
        _clients = await _open(cancellationToken).ConfigureAwait(false);
        await WarmUpAsync(plan => plan, observer, cancellationToken).ConfigureAwait(false);
        if (_warmedUp[0]?.BrokeOffBecause is { } because && !cancellationToken.IsCancellationRequested)
        {
            throw new ExternalClientException(because);
        }
    }

    /// <summary>Runs the loads of one round.</summary>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="settled">Of each load: told of every query once it is recorded.</param>
    /// <param name="cancellationToken">Breaks them off: what was measured so far is handed back.</param>
    internal async Task<IReadOnlyList<LoadMeasurement>> RunAsync(
        ILoadObserver observer, IReadOnlyList<Action<QueryEnd>> settled, CancellationToken cancellationToken)
    {
        await WarmUpAsync(LeadIn, observer, cancellationToken).ConfigureAwait(false);
        var monitor = _monitor();
        await using (monitor as IAsyncDisposable)
        {
            LoadJob[] jobs = [.. _jobs.Zip(settled, (job, told) => job with { AlsoSettled = told })];
            return await _runner.ExecuteAsync(_clients!, jobs, _warmedUp, monitor, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _clients?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task WarmUpAsync(Func<LoadPlan, LoadPlan> how, ILoadObserver observer, CancellationToken cancellationToken)
    {
        (int Place, LoadPlan Plan, WarmUpOutcome? Before)[] loads =
            [.. _jobs.Select((job, place) => (place, how(job.Plan), _warmedUp[place]))];
        _warmedUp = await _runner.WarmUpAsync(_clients!, loads, observer, cancellationToken).ConfigureAwait(false);
    }

    // Cold code of either side must not stand in the first rounds. A rehearsal's are not judged.
    private static LoadPlan WarmedUp(LoadPlan plan) => plan.WarmUp > TimeSpan.Zero
        ? plan
        : plan with { WarmUp = plan.Scale == DurationScale.Full ? UnstatedWarmUp : WarmUpOfARehearsal };

    // What each turn begins with and nobody measures: every client asks once, for a second at least. While the other side had its turn,
    // Spark may have forgotten what it compiled for these sessions (its cache holds 100 classes for all), and who begins a round has the
    // turn before as well: without it that side was a third faster (docs/decisions/0032).
    private static LoadPlan LeadIn(LoadPlan plan)
    {
        var once = plan.Shape.Interval ?? TimeSpan.Zero;
        return plan with { WarmUp = once > ShortestLeadIn ? once : ShortestLeadIn, Scale = DurationScale.Full };
    }
}
