namespace SparkLoad.Targets.Data;

/// <summary>
/// A million trips that the server makes itself: the same rows on Spark 3.5.8, 4.1.1 and the embedded endpoint. The columns
/// are those of the public trip records that the suite's queries use.
/// </summary>
/// <remarks>
/// Only integer arithmetic decides what a row holds, and no step overflows 64 bits, so ANSI mode changes nothing. Amounts are
/// multiples of a quarter, which doubles hold exactly: sums come out the same in whatever order a server adds them up.
/// </remarks>
public static class SyntheticTrips
{
    public const long Rows = 1_000_000;

    /// <summary>Of all rows and columns, whatever their order; how it is computed is the client's affair.</summary>
    public const string Checksum = "130ddbd6726a42ba";

    /// <summary>A query that brings all trips; put <c>CREATE … AS</c> before it.</summary>
    public const string Query =
        """
        SELECT
          CAST(1 + a % 2 AS INT) AS VendorID,
          timestamp_seconds(1704067200 + id * 2 + a % 600) AS tpep_pickup_datetime,
          timestamp_seconds(1704067200 + id * 2 + a % 600 + 120 + b % 2400) AS tpep_dropoff_datetime,
          CASE WHEN c % 100 < 2 THEN 0 WHEN c % 100 < 74 THEN 1 WHEN c % 100 < 89 THEN 2
               WHEN c % 100 < 94 THEN 3 WHEN c % 100 < 97 THEN 4 WHEN c % 100 < 99 THEN 5 ELSE 6 END AS passenger_count,
          CAST(d % 120 AS DOUBLE) / 4 AS trip_distance,
          CASE WHEN e % 50 = 0 THEN 'Y' ELSE 'N' END AS store_and_fwd_flag,
          CASE WHEN f % 10 < 7 THEN 'card' WHEN f % 10 < 9 THEN 'cash' ELSE 'dispute' END AS payment_type,
          CAST(12 + (d % 120) * 2 + b % 40 AS DOUBLE) / 4 AS fare_amount,
          CAST(CASE WHEN f % 10 < 7 THEN 4 + e % 30 ELSE 0 END AS DOUBLE) / 4 AS tip_amount,
          CAST(12 + (d % 120) * 2 + b % 40 + 10 + CASE WHEN f % 10 < 7 THEN 4 + e % 30 ELSE 0 END AS DOUBLE) / 4 AS total_amount
        FROM (
          SELECT
            id,
            ((id * 48271 + 11) % 2147483647) * 16807 % 2147483647 AS a,
            ((id * 69621 + 23) % 2147483647) * 16807 % 2147483647 AS b,
            ((id * 40692 + 37) % 2147483647) * 16807 % 2147483647 AS c,
            ((id * 39373 + 41) % 2147483647) * 16807 % 2147483647 AS d,
            ((id * 52774 + 53) % 2147483647) * 16807 % 2147483647 AS e,
            ((id * 37770 + 67) % 2147483647) * 16807 % 2147483647 AS f
          FROM range(1000000)
        ) AS numbers
        """;
}
