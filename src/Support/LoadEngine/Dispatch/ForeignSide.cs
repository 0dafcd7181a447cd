using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>A side that a client of another make carries, in a process of its own.</summary>
public sealed class ForeignSide : IRoundSide
{
    private readonly TimeProvider _time;
    private readonly LoadJob _job;
    private readonly Func<CancellationToken, Task<IForeignClient>> _open;
    private readonly Func<IForeignClient, IResourceMonitor> _monitor;
    private IForeignClient? _client;
    private WarmUpOutcome? _warmedUp;

    /// <param name="time">Where time comes from.</param>
    /// <param name="plan">What to send: a load of clients that have one query at a time each, on a schedule.</param>
    /// <param name="open">Starts the client and opens its sessions, one a client of the plan.</param>
    /// <param name="monitor">A new one for each round; it watches the client's process.</param>
    /// <exception cref="PlanException">The plan is of another kind.</exception>
    public ForeignSide(
        TimeProvider time, LoadPlan plan, Func<CancellationToken, Task<IForeignClient>> open, Func<IForeignClient, IResourceMonitor> monitor)
    {
        (_time, _open, _monitor) = (time, open, monitor);
        _job = new LoadJob(RoundPlans.WarmedUp(plan), (_, _) => throw new InvalidOperationException("A foreign client opens its own sessions."));
        if (plan.Model != LoadModel.Clients)
        {
            throw new PlanException(
                $"The load \"{plan.Query}\" cannot be carried by another client in turn: state it as clients that each ask at a rate, for example \"2 clients each ask … every 2 seconds for 10 seconds\".");
        }
    }

    public LoadPlan Plan => _job.Plan;

    public async Task OpenAsync(ILoadObserver observer, CancellationToken cancellationToken)
    {
        _client = await _open(cancellationToken).ConfigureAwait(false);
        var duration = Plan.Scale.Apply(Plan.WarmUp);
        var load = new ForeignLoad(_time, _job, duration, warmedUp: null, warmUp: true);
        var (warmUp, first) = await load.CarryAsync(_client, NoMonitor.Instance, observer, cancellationToken).ConfigureAwait(false);
        if (warmUp.BrokeOffBecause is { } why && !cancellationToken.IsCancellationRequested)
        {
            throw new ForeignClientException(why);
        }

        _warmedUp = new WarmUpOutcome(new WarmupResult(duration.TotalMilliseconds, warmUp.Counts.Planned, warmUp.Counts.Unsuccessful), first);
    }

    async Task<LoadMeasurement> IRoundSide.CarryAsync(ILoadObserver observer, Action<QueryEnd> settled, CancellationToken cancellationToken)
    {
        var leadIn = _job with { Plan = RoundPlans.LeadIn(Plan) };
        var (_, first) = await new ForeignLoad(_time, leadIn, leadIn.Plan.WarmUp, _warmedUp, warmUp: true)
            .CarryAsync(_client!, NoMonitor.Instance, observer, cancellationToken).ConfigureAwait(false);
        _warmedUp = _warmedUp!.And(first);
        var monitor = _monitor(_client!);
        await using (monitor as IAsyncDisposable)
        {
            var load = new ForeignLoad(_time, _job with { AlsoSettled = settled }, Plan.Duration, _warmedUp, warmUp: false);
            return (await load.CarryAsync(_client!, monitor, observer, cancellationToken).ConfigureAwait(false)).Measurement;
        }
    }

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
