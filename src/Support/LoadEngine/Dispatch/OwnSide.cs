using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>A side that our own client carries, in this process.</summary>
public sealed class OwnSide : IRoundSide
{
    private readonly TimeProvider _time;
    private readonly Func<IStartWaiter> _waiter;
    private readonly IGeneratorProbe _probe;
    private readonly LoadJob _job;
    private readonly Func<IResourceMonitor> _monitor;
    private Sessions? _sessions;
    private WarmUpOutcome? _warmedUp;

    /// <param name="time">Where time comes from.</param>
    /// <param name="job">What to send.</param>
    /// <param name="monitor">A new one for each round.</param>
    public OwnSide(TimeProvider time, LoadJob job, Func<IResourceMonitor> monitor)
        : this(time, () => new SystemStartWaiter(time), new SystemGeneratorProbe(time), job, monitor)
    {
    }

    internal OwnSide(
        TimeProvider time, Func<IStartWaiter> waiter, IGeneratorProbe probe, LoadJob job, Func<IResourceMonitor> monitor)
    {
        (_time, _waiter, _probe, _monitor) = (time, waiter, probe, monitor);
        _job = job with { Plan = RoundPlans.WarmedUp(job.Plan) };
    }

    public LoadPlan Plan => _job.Plan;

    public async Task OpenAsync(ILoadObserver observer, CancellationToken cancellationToken)
    {
        _sessions = await Sessions.OpenAsync(_job, _time, cancellationToken).ConfigureAwait(false);
        _warmedUp = await Run(NoMonitor.Instance, observer).WarmUpAsync(_job, _sessions, before: null, cancellationToken).ConfigureAwait(false);
    }

    async Task<LoadMeasurement> IRoundSide.CarryAsync(ILoadObserver observer, Action<QueryEnd> settled, CancellationToken cancellationToken)
    {
        var leadIn = _job with { Plan = RoundPlans.LeadIn(Plan) };
        var further = await Run(NoMonitor.Instance, observer).WarmUpAsync(leadIn, _sessions!, _warmedUp, cancellationToken).ConfigureAwait(false);
        _warmedUp = _warmedUp?.And(further?.FirstQueries ?? []) ?? further;
        var monitor = _monitor();
        await using (monitor as IAsyncDisposable)
        {
            var job = _job with { AlsoSettled = settled };
            return (await Run(monitor, observer).CarryAsync([job], [_sessions!], [_warmedUp], cancellationToken).ConfigureAwait(false))[0];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sessions is not null)
        {
            await _sessions.CloseAsync(_time).ConfigureAwait(false);
        }
    }

    private LoadRun Run(IResourceMonitor monitor, ILoadObserver observer) => new(_time, _waiter(), _probe, monitor, observer);
}
