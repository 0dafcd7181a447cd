using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>
/// One side of a comparison: a load whose sessions are opened and warmed up once and stay open, so that every round of it measures the
/// same client at work. Without load it is idle. Disposing closes the sessions.
/// </summary>
public sealed class AlternatingSide : IAsyncDisposable
{
    private static readonly TimeSpan UnstatedWarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUpOfARehearsal = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestLeadIn = TimeSpan.FromSeconds(1);

    private readonly LoadRunner _runner;
    private readonly LoadJob _job;
    private readonly Func<CancellationToken, Task<ILoadClients>> _open;
    private readonly Func<IResourceMonitor> _monitor;
    private ILoadClients? _clients;
    private WarmUpOutcome? _warmedUp;

    private AlternatingSide(
        Generator generator, LoadJob job, Func<CancellationToken, Task<ILoadClients>> open, Func<IResourceMonitor> monitor)
    {
        (_runner, _open, _monitor) = (new LoadRunner(generator), open, monitor);
        _job = job with { Plan = WarmedUp(job.Plan).Validated() };
    }

    /// <summary>What the side sends in one round; its name and side are those of the results.</summary>
    public LoadPlan Plan => _job.Plan;

    /// <summary>A side of own clients, in this process.</summary>
    /// <param name="time">Where time comes from.</param>
    /// <param name="job">What to send.</param>
    /// <param name="monitor">A new one for each round.</param>
    public static AlternatingSide Own(TimeProvider time, LoadJob job, Func<IResourceMonitor> monitor) =>
        Own(Generator.System(time), job, monitor);

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
            new LoadJob(plan),
            async token => new ExternalClients(opened = await open(token).ConfigureAwait(false), time),
            () => monitor(opened!));
    }

    internal static AlternatingSide Own(Generator generator, LoadJob job, Func<IResourceMonitor> monitor) =>
        new(generator, job, async token => await OwnClients.OpenAsync([job], generator, token).ConfigureAwait(false), monitor);

    /// <summary>Opens the sessions and runs the plan's warm-up, or one of 5 seconds where it has none. Called once.</summary>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the warm-up ended early.</exception>
    internal async Task OpenAsync(ILoadObserver observer, CancellationToken cancellationToken)
    {
        _clients = await _open(cancellationToken).ConfigureAwait(false);
        _warmedUp = await _runner.WarmUpAsync(_clients, 0, Plan, before: null, observer, cancellationToken).ConfigureAwait(false);
        if (_warmedUp?.BrokeOffBecause is { } because && !cancellationToken.IsCancellationRequested)
        {
            throw new ExternalClientException(because);
        }
    }

    /// <summary>Runs the load of one round.</summary>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="settled">Told of every query once it is recorded.</param>
    /// <param name="cancellationToken">Breaks it off: what was measured so far is handed back.</param>
    internal async Task<LoadMeasurement> RunAsync(ILoadObserver observer, Action<QueryEnd> settled, CancellationToken cancellationToken)
    {
        _warmedUp = await _runner.WarmUpAsync(_clients!, 0, LeadIn(Plan), _warmedUp, observer, cancellationToken).ConfigureAwait(false);
        var monitor = _monitor();
        await using (monitor as IAsyncDisposable)
        {
            var job = _job with { AlsoSettled = settled };
            return (await _runner.ExecuteAsync(_clients!, [job], [_warmedUp], monitor, observer, cancellationToken)
                .ConfigureAwait(false))[0];
        }
    }

    public ValueTask DisposeAsync() => _clients?.DisposeAsync() ?? ValueTask.CompletedTask;

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
