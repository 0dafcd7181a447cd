using SparkLoad.LoadEngine.Clients;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>An external client that takes the same time for each query, in simulated time, and can be late, fail or die.</summary>
internal sealed class PlayedExternalClient(SimulatedTime time, TimeSpan latency) : IExternalClient
{
    /// <summary>How late it starts each query by itself.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>Numbers of queries that fail.</summary>
    public IReadOnlyList<long> Failing { get; init; } = [];

    /// <summary>Its process ends before it reports a query of this number.</summary>
    public long? DiesAt { get; init; }

    public List<ExternalSchedule> Executed { get; } = [];

    public bool Disposed { get; private set; }

    public Task RunAsync(ExternalSchedule schedule, Action<ExternalQuery> ended, CancellationToken cancellationToken)
    {
        Executed.Add(schedule);
        var free = new Dictionary<int, TimeSpan>();
        foreach (var query in schedule.Queries)
        {
            var started = Longer(query.Planned, free.GetValueOrDefault(query.Client)) + Late;
            if (query.N == DiesAt)
            {
                time.AdvanceTo(schedule.Begin + started.Ticks, cancellationToken);
                throw new ExternalClientException("It died.");
            }

            free[query.Client] = started + latency;
            time.AdvanceTo(schedule.Begin + free[query.Client].Ticks, cancellationToken);
            var failed = Failing.Contains(query.N);
            ended(new ExternalQuery(query.N, started, started + latency, failed ? QueryOutcome.Failed : QueryOutcome.Succeeded)
            {
                Answer = new QueryAnswer(10, 0, 10),
                Error = failed ? new QueryError("BROKEN", null, "It broke.") : null,
            });
        }

        time.AdvanceTo(Math.Max(time.GetTimestamp(), schedule.Begin + TimeSpan.FromMinutes(1).Ticks), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
