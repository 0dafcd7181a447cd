using System.Diagnostics;
using System.Globalization;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Data;

/// <summary>
/// Asks a server that was started for the run queries on the trips a few times, before any load. A JVM's first queries take seconds,
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
    private const int RoundsToWake = 10;
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(1);
    private const string View = "CREATE OR REPLACE TEMPORARY VIEW awake AS SELECT * FROM (VALUES (1)) AS one(id)";
    private const string LargeAnswer = "SELECT * FROM " + Trips.Name;
    private const long LargestAnswer = 1_000_000;

    // A small aggregation and a heavy one, of columns that every table of trips has.
    private static readonly string[] Aggregations =
    [
        $"SELECT passenger_count, COUNT(*), AVG(fare_amount) FROM {Trips.Name} WHERE passenger_count > 0 GROUP BY passenger_count LIMIT 100",
        $"SELECT passenger_count, SUM(fare_amount), AVG(fare_amount), STDDEV(fare_amount), COUNT(*), PERCENTILE(tip_amount, 0.5) "
        + $"FROM {Trips.Name} GROUP BY passenger_count ORDER BY passenger_count",
    ];

    /// <param name="open">Opens a session of its own.</param>
    /// <param name="trips">The trips on that server.</param>
    /// <param name="cancellationToken">Ends warming up.</param>
    /// <exception cref="SparkException">A query failed.</exception>
    public static async Task RunAsync(Func<SparkSession> open, Trips trips, CancellationToken cancellationToken)
    {
        string[] queries =
        [
            .. Aggregations,
            trips.Info.Rows > LargestAnswer
                ? string.Create(CultureInfo.InvariantCulture, $"{LargeAnswer} LIMIT {LargestAnswer}")
                : LargeAnswer,
        ];
        for (var round = 0; round < Rounds + RoundsOfOneQuery; round++)
        {
            var asked = round < Rounds ? queries : queries[..1];
            await Task.WhenAll(Enumerable.Range(0, SessionsAtOnce).Select(_ => AskAsync(open, trips, asked, cancellationToken)))
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Begins sessions on a server that was just started, until one begins at once: the very first takes seconds, which is longer than a
    /// server with a short session time-out lets it live. What fails is left to whoever asks next.
    /// </summary>
    /// <param name="open">Opens a session of its own.</param>
    /// <param name="cancellationToken">Ends waking it.</param>
    public static async Task WakeAsync(Func<SparkSession> open, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsToWake; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            var session = open();
            await using (session.ConfigureAwait(false))
            {
                try
                {
                    await session.ExecuteCommandAsync(View, cancellationToken: cancellationToken).ConfigureAwait(false);
                    await session.DrainAsync("SELECT id FROM awake", cancellationToken: cancellationToken).ConfigureAwait(false);
                }
                catch (SparkException)
                {
                    continue;
                }
            }

            if (Stopwatch.GetElapsedTime(begun) < Awake)
            {
                return;
            }
        }
    }

    private static async Task AskAsync(Func<SparkSession> open, Trips trips, string[] queries, CancellationToken cancellationToken)
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
                await session.DrainAsync(query, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
