using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Tests.Simulation;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>A service of which every answer is known; it keeps what each of its sessions was asked, and when it was answered.</summary>
internal sealed class KnownService(ProofScenario scenario, int load, SimulatedTime time, Func<long?> begun)
{
    private readonly Lock _gate = new();
    private long _free;

    /// <summary>The sessions of each client, in the order in which they were opened.</summary>
    public Dictionary<int, List<Session>> Sessions { get; } = [];

    public ValueTask<ILoadClient> OpenAsync(int client, CancellationToken cancellationToken)
    {
        var session = new Session(this, client);
        lock (_gate)
        {
            Sessions.TryAdd(client, []);
            Sessions[client].Add(session);
        }

        return ValueTask.FromResult<ILoadClient>(session);
    }

    private long Ends(TimeSpan latency, long now)
    {
        var (service, ends) = (scenario.Loads[load].Service, now + latency.Ticks);
        if (service.InOrder)
        {
            ends = _free = Math.Max(_free, now) + Math.Min(latency.Ticks, TimeSpan.FromMinutes(2).Ticks);
        }

        var (from, to) = (begun() + service.Stalls.From.Ticks, begun() + service.Stalls.To.Ticks);
        return now < to && ends > from ? ends + to.Value - Math.Max(now, from.Value) : ends;
    }

    internal sealed class Call(AskedQuery query, long at)
    {
        public AskedQuery Query => query;

        public long At => at;

        public long? Ended { get; set; }

        public bool Answered { get; set; }

        public required Answer Answer { get; init; }
    }

    internal sealed class Session(KnownService service, int client) : ILoadClient
    {
        public List<Call> Calls { get; } = [];

        public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
        {
            var (time, now) = (service.Time, service.Time.GetTimestamp());
            var given = service.Answer(client, Calls.Count, query.Row, now);
            var call = new Call(query, now) { Answer = given };
            Calls.Add(call);
            try
            {
                await DelayAsync(time, service.Ends(given.Latency, now) - now, cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                call.Ended = time.GetTimestamp();
                throw new QueryCancelledException(given.Attempts, e, cancellationToken);
            }

            (call.Ended, call.Answered) = (time.GetTimestamp(), given.Error is null);
            return call.Answered
                ? new QueryAnswer(given.Rows, given.Rows * 8, given.ExpectedRows, given.Checksum, given.Attempts)
                : throw new QueryFailedException(given.Error!, "It broke.", "XX000", given.Attempts);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        // Task.Delay resumes on another thread when it is cancelled; in simulated time everything happens on one.
        private static async Task DelayAsync(SimulatedTime time, long ticks, CancellationToken cancellationToken)
        {
            var over = new TaskCompletionSource();
            await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, TimeSpan.FromTicks(ticks), Timeout.InfiniteTimeSpan);
            await using var cancelled = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
            await over.Task;
        }
    }

    private SimulatedTime Time => time;

    private Answer Answer(int client, long n, int? row, long now) => scenario.Loads[load].Service.Answer(
        scenario, load, client, n, row, begun() is { } begin ? TimeSpan.FromTicks(now - begin) : TimeSpan.FromTicks(-1));
}
