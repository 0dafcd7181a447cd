using System.Globalization;
using DuckDB.NET.Data;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Targets.Tests.Data;

/// <summary>The suite's queries on files with the schemas in which the city has published its yellow taxi trips.</summary>
[CancelAfter(300_000)]
internal abstract class RealWorldTripsTests(string version)
{
    private const int Trips = 3000;
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-tlc").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>A server that stays for all tests of the fixture.</summary>
    protected abstract Task<SparkTarget> ServerAsync(CancellationToken cancellationToken);

    [TestCase("2022", "BIGINT", "DOUBLE", "airport_fee")]
    [TestCase("2023", "INTEGER", "BIGINT", "Airport_fee")]
    [TestCase("2024", "INTEGER", "BIGINT", "Airport_fee")]
    [TestCase("2025", "INTEGER", "BIGINT", "Airport_fee, cbd_congestion_fee")]
    public async Task Queries_OnTripsOfAYear_AreAllAnswered(
        string year, string vendor, string passengers, string fees, CancellationToken cancellationToken)
    {
        var files = Write(year, vendor, passengers, fees);

        await ShouldAnswerAsync(files, DataSource.Parquet, cancellationToken);
    }

    [TestCase("taxi.trips")]
    [TestCase("spark_catalog.taxi.trips")]
    public async Task Queries_OnATableElsewhere_AreAllAnswered(string table, CancellationToken cancellationToken)
    {
        var files = Write("elsewhere", "INTEGER", "BIGINT", "Airport_fee");
        var server = await ServerAsync(cancellationToken);
        await using var session = new SparkSession(ConnectionString.Parse($"sc://{server.Info.Address}"));
        await session.ExecuteCommandAsync(
            $"CREATE OR REPLACE TEMPORARY VIEW files USING parquet OPTIONS (path '{files}')", cancellationToken: cancellationToken);
        await session.ExecuteCommandAsync("CREATE SCHEMA IF NOT EXISTS taxi", cancellationToken: cancellationToken);
        await session.ExecuteCommandAsync(
            "CREATE TABLE taxi.trips USING parquet AS SELECT * FROM files", cancellationToken: cancellationToken);

        await ShouldAnswerAsync(table, DataSource.ServerTable, cancellationToken);

        await session.ExecuteCommandAsync("DROP TABLE taxi.trips", cancellationToken: cancellationToken);
    }

    private async Task ShouldAnswerAsync(string trips, DataSource source, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(cancellationToken);
        await using var catalog = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), $"sc://{server.Info.Address}"), ("SPARKLOAD_NYC_TAXI", trips)),
            SuiteQueries.All, _folder);
        var target = await catalog.ReachAsync(version, withTrips: true, cancellationToken);
        target.Data.ShouldBe(new DataInfo(source, Trips, null));
        string[] queries = [.. SuiteQueries.All.All.Where(query => query.Trips is not null).Select(query => query.Name)];
        queries.Length.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var query in queries)
        {
            target.RequireColumnsOf(query);
        }

        await target.RequireAnswersAsync(queries, new ClientTerms(), cancellationToken);
        await using var client = await target.OpenClientAsync(0, new ClientTerms { Checksums = true }, cancellationToken);
        foreach (var (query, rows) in (IEnumerable<(string, long)>)[("fares by passenger count", 6), ("a million trips", Trips)])
        {
            var references = await target.ReferencesOfAsync(query, cancellationToken);
            var answer = await client.ExecuteAsync(new(query), cancellationToken);
            (answer.Rows, answer.Checksum).ShouldBe((rows, references[0]));
        }
    }

    private string Write(string year, string vendor, string passengers, string fees)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, year)).FullName;
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        // What a meter without a reader sends has no passengers and no flag, in the city's files as here.
        var added = string.Concat(fees.Split(", ").Select(fee => $", CAST(i % 3 AS DOUBLE) AS \"{fee}\""));
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            COPY (
              SELECT CAST(1 + i % 2 AS {vendor}) AS "VendorID", TIMESTAMP '2022-01-01 00:35:40' + to_seconds(i) AS tpep_pickup_datetime,
                TIMESTAMP '2022-01-01 00:53:29' + to_seconds(i) AS tpep_dropoff_datetime,
                CASE WHEN i % 10 = 0 THEN NULL ELSE CAST(i % 7 AS {passengers}) END AS passenger_count,
                CAST(i % 40 AS DOUBLE) / 4 AS trip_distance, CAST(1 AS {passengers}) AS "RatecodeID",
                CASE WHEN i % 10 = 0 THEN NULL ELSE 'N' END AS store_and_fwd_flag, CAST(142 AS {vendor}) AS "PULocationID",
                CAST(236 AS {vendor}) AS "DOLocationID", CAST(1 AS BIGINT) AS payment_type, CAST(i % 60 AS DOUBLE) AS fare_amount,
                3.0::DOUBLE AS extra, 0.5::DOUBLE AS mta_tax, CAST(i % 9 AS DOUBLE) AS tip_amount, 0.0::DOUBLE AS tolls_amount,
                0.3::DOUBLE AS improvement_surcharge, CAST(i % 70 AS DOUBLE) AS total_amount, 2.5::DOUBLE AS congestion_surcharge{added}
              FROM range({Trips}) AS trips(i)
            ) TO '{folder}/yellow_tripdata_{year}-02.parquet' (FORMAT parquet)
            """);
        command.ExecuteNonQuery();
        return folder;
    }
}

[TestFixture("4.1.1")]
internal sealed class RealWorldTripsOnTheEndpointTests(string version) : RealWorldTripsTests(version)
{
    private readonly string _version = version;
    private readonly string _logs = Directory.CreateTempSubdirectory("sparkload-tlc-logs").FullName;
    private TargetCatalog? _catalog;

    [OneTimeTearDown]
    public async Task End()
    {
        await (_catalog?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_logs, recursive: true);
    }

    protected override Task<SparkTarget> ServerAsync(CancellationToken cancellationToken)
    {
        _catalog ??= new(TestSettings.Of(), SuiteQueries.All, _logs);
        return _catalog.ReachAsync(_version, withTrips: false, cancellationToken);
    }
}

[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class RealWorldTripsOnSparkTests(string version) : RealWorldTripsTests(version)
{
    private readonly string _version = version;

    protected override Task<SparkTarget> ServerAsync(CancellationToken cancellationToken) =>
        SharedHomes.ReachAsync(_version, withTrips: false, cancellationToken);
}
