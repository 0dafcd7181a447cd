using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// The clients of an external client's process, which keeps to the whole schedule of a load by itself. What it reports is recorded by the
/// same definitions as queries of own clients, and every planned query is settled exactly once, also where the process dies.
/// </summary>
internal sealed class ExternalClients(IExternalClient client, TimeProvider time) : ILoadClients
{
    /// <summary>For the schedule to reach the client before its first start is due.</summary>
    public TimeSpan Lead { get; } = TimeSpan.FromMilliseconds(500);

    public GeneratorWatch? Watch(LoadClock clock) => null;

    /// <inheritdoc/>
    /// <remarks>Of one load with a schedule of each client, as <see cref="LoadShape.SuitsExternalClients"/> says.</remarks>
    public async Task<string?> ExecuteAsync(
        IReadOnlyList<LoadExecution> loads, LoadClock clock, Action durationOver, CancellationToken cancelled)
    {
        var load = loads.Single();
        var queries = new ReportedQueries(load);
        using var brokeOff = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var duration = WaitAsync(load.Duration - TimeSpan.FromTicks(clock.Now), durationOver, brokeOff.Token);
        string? because = "failed";
        try
        {
            return because = await RunAsync(load, clock, queries, cancelled).ConfigureAwait(false);
        }
        finally
        {
            if (because is not null)
            {
                await brokeOff.CancelAsync().ConfigureAwait(false);
            }

            queries.GiveUp(clock.Now);
            await duration.ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task<string?> RunAsync(LoadExecution load, LoadClock clock, ReportedQueries queries, CancellationToken cancelled)
    {
        try
        {
            var until = load.Duration + load.Plan.DrainLimit;
            var schedule = new ExternalSchedule(clock.Timestamp(0), queries.Planned, load.Plan.QueryTimeout, until);
            await client.RunAsync(schedule, queries.Take, cancelled).ConfigureAwait(false);
            return null;
        }
        catch (ExternalClientException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return LoadExecution.Cancelled;
        }
    }

    private async Task WaitAsync(TimeSpan duration, Action over, CancellationToken brokeOff)
    {
        await Task.Delay(duration, time, brokeOff).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over();
    }

    /// <summary>The planned queries of one load, and what the client reported of them.</summary>
    private sealed class ReportedQueries
    {
        private readonly LoadExecution _load;
        private readonly Dictionary<long, PlannedQuery> _open;
        private readonly Dictionary<string, QueryShare> _shares;
        private readonly long?[] _answered;
        private readonly bool[] _asked;

        public ReportedQueries(LoadExecution load)
        {
            _load = load;
            var mix = new QueryMix(load.Plan);
            Planned =
            [
                .. ((ClientLoad)load.Plan.Shape).InOrder(load.Duration, load.Plan.EffectiveSeed)
                    .Select((start, n) => new PlannedQuery(start.Client, n, TimeSpan.FromTicks(start.Planned), mix.AskedAt(n))),
            ];
            _open = Planned.ToDictionary(query => query.N);
            _shares = load.Plan.Mix.ToDictionary(share => share.Query);
            _answered = new long?[load.Plan.Clients];
            _asked = new bool[load.Plan.Clients];
            foreach (var asked in load.Asked)
            {
                _asked[asked] = true;
            }
        }

        public IReadOnlyList<PlannedQuery> Planned { get; }

        public void Take(ExternalQuery query)
        {
            if (!_open.Remove(query.N, out var planned))
            {
                return;
            }

            var end = Of(planned) with
            {
                Started = query.Started?.Ticks,
                Ended = query.Ended?.Ticks,
                // It could not start before its client's previous answer; what it is late beyond that is the client's own.
                WaitedUntil = _answered[planned.Client] is { } answered && answered > planned.Planned.Ticks ? answered : null,
                Outcome = query.Outcome,
                Answer = query.Answer,
                Error = query.Outcome == QueryOutcome.Failed
                    ? query.Error ?? new QueryError("FAILED", null, "Failed without a message.")
                    : null,
            };
            _answered[planned.Client] = end.Ended ?? _answered[planned.Client];
            Settle(end);
        }

        // A client asks in order, so of what it did not report the first was under way, if its time had come, and the others never started.
        public void GiveUp(long now)
        {
            var underWay = new HashSet<int>();
            foreach (var query in _open.Values.OrderBy(query => query.N).ToArray())
            {
                var begun = query.Planned.Ticks <= now && underWay.Add(query.Client);
                var started = Math.Max(query.Planned.Ticks, _answered[query.Client] ?? 0);
                Settle(Of(query) with
                {
                    Started = begun ? started : null,
                    WaitedUntil = begun && started > query.Planned.Ticks ? started : null,
                    Outcome = begun ? QueryOutcome.Unfinished : QueryOutcome.NeverStarted,
                });
            }

            _open.Clear();
        }

        private QueryEnd Of(PlannedQuery query) => new()
        {
            Client = query.Client,
            N = query.N,
            Share = _shares[query.Query.Name],
            Row = query.Query.Row,
            Planned = query.Planned.Ticks,
            First = !_asked[query.Client],
            Outcome = QueryOutcome.NeverStarted,
        };

        private void Settle(in QueryEnd end)
        {
            _asked[end.Client] = true;
            _load.Recorder.Planned(end.Planned);
            if (end.Started is not null)
            {
                _load.Recorder.Started();
            }

            _load.Settled(end);
        }
    }
}
