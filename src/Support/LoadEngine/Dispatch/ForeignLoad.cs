using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>
/// A load that a client of another make carries: the same schedule as ours, and what it reports recorded by the same definitions. Every
/// planned query is settled exactly once, also where the client dies.
/// </summary>
internal sealed class ForeignLoad
{
    /// <summary>For the schedule to reach the client before its first start is due.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan TickLength = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly LoadJob _job;
    private readonly TimeSpan _duration;
    private readonly bool _warmUp;
    private readonly WarmUpOutcome? _warmedUp;
    private readonly Dictionary<long, PlannedQuery> _open;
    private readonly IReadOnlyList<PlannedQuery> _schedule;
    private readonly Dictionary<string, QueryShare> _shares;
    private readonly long?[] _answered;
    private readonly bool[] _asked;
    private readonly Lock _ticking = new();

    /// <param name="time">Where time comes from.</param>
    /// <param name="job">The load.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="warmedUp">What warmed its sessions up, or null where they have not been asked anything.</param>
    /// <param name="warmUp">It is that warm-up itself.</param>
    public ForeignLoad(TimeProvider time, LoadJob job, TimeSpan duration, WarmUpOutcome? warmedUp, bool warmUp)
    {
        (_time, _job, _duration, _warmedUp, _warmUp) = (time, job, duration, warmedUp, warmUp);
        _schedule = [.. ForeignSchedules.Of(job.Plan, duration)];
        _open = _schedule.ToDictionary(query => query.N);
        _shares = job.Plan.Mix.ToDictionary(share => share.Query);
        _answered = new long?[job.Plan.Clients];
        _asked = new bool[job.Plan.Clients];
        foreach (var client in warmedUp?.Asked ?? [])
        {
            _asked[client] = true;
        }
    }

    public async Task<(LoadMeasurement Measurement, IReadOnlyList<QueryEnd> FirstQueries)> CarryAsync(
        IForeignClient client, IResourceMonitor monitor, ILoadObserver observer, CancellationToken cancellationToken)
    {
        var plan = _job.Plan;
        await monitor.StartAsync(cancellationToken).ConfigureAwait(false);
        var clock = new LoadClock(_time, Lead);
        var recording = new LoadRecording(_job, _duration, clock, monitor, _warmUp ? new WarmUpObserver(observer) : observer, _warmUp);
        _warmedUp?.PassFirstQueriesTo(recording.Recorder);
        recording.Begin();
        string? broken = null;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopped = StopMonitorAsync(monitor, recording.Recorder, clock, over.Token);
        var ticks = _time.CreateTimer(_ => Tick(recording, clock), null, Lead + TickLength, TickLength);
        try
        {
            var until = _duration + plan.DrainLimit;
            var schedule = new ForeignSchedule(clock.Timestamp(0), _schedule, plan.QueryTimeout, until);
            await client.CarryAsync(schedule, query => Settle(recording, query), cancellationToken).ConfigureAwait(false);
        }
        catch (ForeignClientException e)
        {
            broken = e.Message;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            broken = Sentences.Cancelled;
        }
        finally
        {
            await ticks.DisposeAsync().ConfigureAwait(false);
        }

        if (broken is not null)
        {
            await over.CancelAsync().ConfigureAwait(false);
        }

        var measured = TimeSpan.FromTicks(Math.Clamp(clock.Now, 0, _duration.Ticks));
        GiveUp(recording, clock.Now);
        Tick(recording, clock, final: true);
        var resources = await stopped.ConfigureAwait(false);
        return (Measured(recording, clock, resources, broken, broken is null ? _duration : measured), recording.FirstQueries);
    }

    private void Settle(LoadRecording recording, ForeignQuery query)
    {
        if (!_open.Remove(query.N, out var planned))
        {
            return;
        }

        var client = planned.Client;
        var end = new QueryEnd
        {
            Client = client,
            N = planned.N,
            Share = _shares[planned.Query],
            Planned = planned.Planned.Ticks,
            Started = query.Started?.Ticks,
            Ended = query.Ended?.Ticks,
            // It could not start before its client's previous answer; what it is late beyond that is the client's own.
            WaitedUntil = _answered[client] is { } answered && answered > planned.Planned.Ticks ? answered : null,
            Outcome = query.Outcome,
            First = !_asked[client],
            Answer = new QueryAnswer(query.Rows, 0, query.ExpectedRows),
            Error = query.Outcome == QueryOutcome.Failed
                ? new QueryError(query.ErrorClass ?? "FAILED", query.SqlState, query.Message ?? "Failed without a message.")
                : null,
        };
        _asked[client] = true;
        _answered[client] = end.Ended ?? _answered[client];
        Settle(recording, end);
    }

    private static void Settle(LoadRecording recording, in QueryEnd end)
    {
        recording.Recorder.Planned(end.Planned);
        if (end.Started is not null)
        {
            recording.Recorder.Started();
        }

        recording.Settled(end);
    }

    // A client asks in order, so of what it did not report the first was under way, if its time had come, and the others never started.
    private void GiveUp(LoadRecording recording, long now)
    {
        var underWay = new HashSet<int>();
        foreach (var query in _open.Values.OrderBy(query => query.N).ToArray())
        {
            var begun = query.Planned.Ticks <= now && underWay.Add(query.Client);
            var started = Math.Max(query.Planned.Ticks, _answered[query.Client] ?? 0);
            Settle(recording, new QueryEnd
            {
                Client = query.Client,
                N = query.N,
                Share = _shares[query.Query],
                Planned = query.Planned.Ticks,
                Started = begun ? started : null,
                WaitedUntil = begun && started > query.Planned.Ticks ? started : null,
                Outcome = begun ? QueryOutcome.Unfinished : QueryOutcome.NeverStarted,
                First = !_asked[query.Client],
            });
            _asked[query.Client] = true;
        }

        _open.Clear();
    }

    private void Tick(LoadRecording recording, LoadClock clock, bool final = false)
    {
        lock (_ticking)
        {
            recording.TakeSecond(Math.Max(0, clock.Now), final);
        }
    }

    private async Task<ResourcesResult> StopMonitorAsync(
        IResourceMonitor monitor, LoadRecorder recorder, LoadClock clock, CancellationToken over)
    {
        await Task.Delay(_duration - TimeSpan.FromTicks(clock.Now), _time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var measured = await monitor.StopAsync(recorder.Counts.SucceededInTime, CancellationToken.None).ConfigureAwait(false);
        return await monitor.SettleAsync(measured, CancellationToken.None).ConfigureAwait(false);
    }

    private LoadMeasurement Measured(
        LoadRecording recording, LoadClock clock, ResourcesResult resources, string? broken, TimeSpan measured)
    {
        var onTime = recording.Recorder.OnTime;
        return new LoadMeasurement(recording.Recorder, measured)
        {
            StartedAt = clock.StartedAt,
            BrokeOffBecause = broken,
            Resources = resources,
            Warmup = _warmedUp?.Result,
            Foreign = true,
            // Nothing of ours sends this load, so there is no generator of ours to be a bottleneck.
            Generator = new GeneratorResult(onTime.GeneratorLate, onTime.ServerLate, 0, 0, 0, Bottleneck: null),
        };
    }
}
