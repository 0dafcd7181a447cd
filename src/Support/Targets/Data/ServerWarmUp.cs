using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Data;

/// <summary>
/// Asks a server that was started for the run every query on the trips a few times, before any load. A JVM's first queries take seconds;
/// in a load of concurrent clients they would make the next ones start late and say nothing about the service. A server at an
/// address is taken as it is found.
/// </summary>
internal static class ServerWarmUp
{
    private const int Rounds = 3;

    /// <exception cref="SparkException">A query failed.</exception>
    public static async Task RunAsync(SparkSession session, Trips trips, CancellationToken cancellationToken)
    {
        foreach (var query in Enumerable.Repeat(QueryCatalog.All.Where(query => query.ReadsTrips), Rounds).SelectMany(round => round))
        {
            await session.DrainAsync(query.TextFor(trips.Info.Rows), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
