using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Data;

/// <summary>
/// Asks a server that was started for the run every query on the trips a few times, before any load. A JVM's first queries take seconds,
/// and so does the first of each session while the code that opens sessions is cold: in a load of concurrent clients that would make the
/// next ones start late and say nothing about the service. That code warms slowest (measured: the first query of a session takes 4 s on a
/// new server, 1 s after six rounds, 0.8 s after twenty), so further sessions ask one query only. A server at an address is taken as it is
/// found.
/// </summary>
internal static class ServerWarmUp
{
    private const int Rounds = 6;
    private const int RoundsOfOneQuery = 12;
    private const int SessionsAtOnce = 2;

    /// <param name="open">Opens a session of its own.</param>
    /// <param name="trips">The trips on that server.</param>
    /// <param name="cancellationToken">Ends warming up.</param>
    /// <exception cref="SparkException">A query failed.</exception>
    public static async Task RunAsync(Func<SparkSession> open, Trips trips, CancellationToken cancellationToken)
    {
        var queries = QueryCatalog.All.Where(query => query.ReadsTrips).ToArray();
        for (var round = 0; round < Rounds + RoundsOfOneQuery; round++)
        {
            var asked = round < Rounds ? queries : queries[..1];
            await Task.WhenAll(Enumerable.Range(0, SessionsAtOnce).Select(_ => AskAsync(open, trips, asked, cancellationToken)))
                .ConfigureAwait(false);
        }
    }

    private static async Task AskAsync(Func<SparkSession> open, Trips trips, CatalogQuery[] queries, CancellationToken cancellationToken)
    {
        var session = open();
        await using (session.ConfigureAwait(false))
        {
            if (trips.SessionSetup is { } setup)
            {
                await session.ExecuteCommandAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            foreach (var query in queries)
            {
                await session.DrainAsync(query.TextFor(trips.Info.Rows), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
