using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>The open clients of one load.</summary>
internal sealed class Sessions
{
    private const int OpenedAtOnce = 8;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);
    private readonly ILoadClient?[] _clients;

    private Sessions(int count) => _clients = new ILoadClient?[count];

    public IReadOnlyList<ILoadClient> Clients => _clients!;

    public static async Task<Sessions> OpenAsync(LoadJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        var sessions = new Sessions(job.Plan.Clients);
        try
        {
            await Parallel.ForAsync(
                0,
                job.Plan.Clients,
                new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken },
                async (n, token) => sessions._clients[n] = await job.OpenClient(n, token).ConfigureAwait(false)).ConfigureAwait(false);
            return sessions;
        }
        catch
        {
            await sessions.CloseAsync(time).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes all clients side by side; what fails or takes longer than 10 s is left behind.</summary>
    public async Task CloseAsync(TimeProvider time)
    {
        var closing = _clients.Where(client => client is not null).Select(client => client!.DisposeAsync().AsTask());
        await Task.WhenAll(closing).WaitAsync(CloseLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
