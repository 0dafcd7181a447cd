using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Carries loads: opens their sessions, warms up, sends, watches, drains, and hands back what was measured.</summary>
public sealed class LoadRunner
{
    private readonly TimeProvider _time;
    private readonly Func<IStartWaiter> _waiter;
    private readonly IGeneratorProbe _probe;

    /// <param name="time">Where time comes from.</param>
    public LoadRunner(TimeProvider time)
        : this(time, () => new SystemStartWaiter(time), new SystemGeneratorProbe(time))
    {
    }

    internal LoadRunner(TimeProvider time, Func<IStartWaiter> waiter, IGeneratorProbe probe) =>
        (_time, _waiter, _probe) = (time, waiter, probe);

    /// <summary>Carries loads side by side; all begin at the same moment.</summary>
    /// <param name="jobs">One or more; warm-ups run first, one load after the other.</param>
    /// <param name="monitor">Watches from the beginning of the loads to the end of the longest.</param>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="cancellationToken">Breaks the loads off: what was measured so far is handed back, marked as broken off.</param>
    /// <returns>A measurement for each job, in their order.</returns>
    /// <exception cref="Plans.PlanException">A plan cannot be carried out. Nothing was sent.</exception>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the observer broke (its exception).</exception>
    public async Task<IReadOnlyList<LoadMeasurement>> RunAsync(
        IReadOnlyList<LoadJob> jobs, IResourceMonitor monitor, ILoadObserver observer, CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            job.Plan.Validated();
        }

        var sessions = new List<Sessions>();
        try
        {
            foreach (var job in jobs)
            {
                sessions.Add(await Sessions.OpenAsync(job, _time, cancellationToken).ConfigureAwait(false));
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, observer.Broken);
            var run = new LoadRun(_time, _waiter(), _probe, monitor, observer);
            var measurements = await run.RunAsync(jobs, sessions, ended.Token).ConfigureAwait(false);
            observer.ThrowIfBroken();
            return measurements;
        }
        catch (OperationCanceledException)
        {
            // A journal that breaks ends the load, too, and then its own exception is what a reader needs.
            observer.ThrowIfBroken();
            throw;
        }
        finally
        {
            foreach (var session in sessions)
            {
                await session.CloseAsync(_time).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Carries one load; see the other form.</summary>
    public async Task<LoadMeasurement> RunAsync(
        LoadJob job, IResourceMonitor monitor, ILoadObserver observer, CancellationToken cancellationToken) =>
        (await RunAsync([job], monitor, observer, cancellationToken).ConfigureAwait(false))[0];
}
