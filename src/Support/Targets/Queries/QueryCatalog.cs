using SparkLoad.Results.Text;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Queries;

/// <summary>The queries of the suite, under the names that features use. The only place with their text.</summary>
public static class QueryCatalog
{
    private const string SmallView =
        """
        CREATE OR REPLACE TEMPORARY VIEW small_view AS
        SELECT * FROM (VALUES (1, CAST(10.5 AS DOUBLE)), (2, CAST(20.25 AS DOUBLE)), (3, CAST(30.75 AS DOUBLE))) AS three(id, amount)
        """;

    private const string TripsText =
        """
        SELECT tpep_pickup_datetime, tpep_dropoff_datetime, passenger_count, trip_distance, store_and_fwd_flag,
               fare_amount, tip_amount, total_amount
        FROM nyc_taxi
        """;

    private static readonly string[] TripsColumns =
    [
        "tpep_pickup_datetime", "tpep_dropoff_datetime", "passenger_count", "trip_distance", "store_and_fwd_flag",
        "fare_amount", "tip_amount", "total_amount",
    ];

    public static IReadOnlyList<CatalogQuery> All { get; } =
    [
        new("fares by passenger count",
            """
            SELECT passenger_count, COUNT(*) AS trips, AVG(fare_amount) AS average_fare
            FROM nyc_taxi
            WHERE passenger_count > 0
            GROUP BY passenger_count
            LIMIT 100
            """) { TripColumns = ["passenger_count", "fare_amount"], SyntheticChecksum = 0xD1FF491A37035448 },

        new("fare statistics",
            """
            SELECT passenger_count, SUM(fare_amount) AS total_fare, AVG(fare_amount) AS average_fare, STDDEV(fare_amount) AS fare_deviation,
                   COUNT(*) AS trips, PERCENTILE(tip_amount, 0.5) AS median_tip
            FROM nyc_taxi
            WHERE passenger_count > 0
            GROUP BY passenger_count
            ORDER BY passenger_count
            """) { TripColumns = ["passenger_count", "fare_amount", "tip_amount"], SyntheticChecksum = 0x0671C9300445CB5B },

        new("a million trips", TripsText)
        {
            TripColumns = TripsColumns,
            RowLimit = 1_000_000,
            SyntheticChecksum = 0x540C1E2B6D6D20C4,
        },

        // Which of the trips it brings is up to the server, so its answer has no checksum.
        new("a hundred thousand trips", TripsText) { TripColumns = TripsColumns, RowLimit = 100_000 },

        new("select one", "SELECT 1 AS one") { ExpectedRows = 1, Checksum = 0xD71906FEC9B52955 },

        new("totals of a small view", "SELECT SUM(amount) AS total, AVG(amount) AS average, COUNT(*) AS counted FROM small_view")
        {
            SessionSetup = SmallView,
            ExpectedRows = 1,
            Checksum = 0x8BE3CE1DDF1DA193,
        },
    ];

    /// <summary>The query of that name.</summary>
    /// <exception cref="UnknownQueryException">There is none; the message names the nearest and all there are.</exception>
    public static CatalogQuery Find(string name) =>
        All.FirstOrDefault(query => query.Name.Equals(name, StringComparison.Ordinal))
        ?? throw new UnknownQueryException(
            $"There is no query \"{name}\": did you mean \"{NearestName.Of(name, All.Select(query => query.Name))}\"? "
            + $"The queries are {string.Join(", ", All.Select(query => $"\"{query.Name}\""))}.");
}

/// <summary>A feature names a query that is not in the catalogue. The message is one sentence for its author.</summary>
public sealed class UnknownQueryException(string message) : Exception(message);
