using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>Clients in this process, with one dispatching thread for all loads.</summary>
internal sealed class OwnClients : ILoadClients
{
    private const int OpenedAtOnce = 8;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);
    private readonly List<ILoadClient?[]> _sessions = [];
    private readonly Generator _generator;

    private OwnClients(Generator generator) => _generator = generator;

    public TimeSpan Lead => TimeSpan.Zero;

    /// <exception cref="Exception">A session could not be opened (the client's exception); those that were open are closed.</exception>
    public static async Task<OwnClients> OpenAsync(IEnumerable<LoadJob> jobs, Generator generator, CancellationToken cancellationToken)
    {
        var clients = new OwnClients(generator);
        try
        {
            foreach (var job in jobs)
            {
                var sessions = new ILoadClient?[job.Plan.Clients];
                clients._sessions.Add(sessions);
                await Parallel.ForAsync(
                    0,
                    sessions.Length,
                    new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken },
                    async (n, token) => sessions[n] = await job.Plan.Asking.OpenAsync(job.OpenClient!, n, token).ConfigureAwait(false))
                    .ConfigureAwait(false);
            }

            return clients;
        }
        catch
        {
            await clients.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public GeneratorWatch? Watch(LoadClock clock) => new(_generator.Probe, clock);

    public async Task<string?> ExecuteAsync(
        IReadOnlyList<LoadExecution> loads, LoadClock clock, Action durationOver, CancellationToken cancelled)
    {
        QueryExecutor[] executors = [.. loads.Select(load => new QueryExecutor(load, _sessions[load.Place]!))];
        IQueryStarts[] starts = [.. loads.Zip(executors, Begin)];
        try
        {
            await new Dispatcher(starts, clock, _generator.Waiter()).RunAsync(
                loads.Max(load => load.Duration),
                loads.Max(load => load.Plan.DrainLimit),
                () => loads.Any(load => load.IsUnsettled),
                durationOver,
                () => Array.ForEach(executors, executor => executor.Interrupt()),
                cancelled).ConfigureAwait(false);
        }
        finally
        {
            foreach (var executor in executors)
            {
                executor.GiveUp();
                executor.Dispose();
            }
        }

        return null;

        static IQueryStarts Begin(LoadExecution load, QueryExecutor executor)
        {
            var starts = load.Plan.Shape.Begin(load, executor);
            load.StopStarts = starts.Stop;
            return starts;
        }
    }

    /// <summary>Closes all clients side by side; what fails or takes longer than 10 s is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        var closing = _sessions.SelectMany(sessions => sessions).OfType<ILoadClient>().Select(client => client.DisposeAsync().AsTask());
        await Task.WhenAll(closing).WaitAsync(CloseLimit, _generator.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
