using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Processes.Tests;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Catalog;

/// <summary>A real Spark, started from its home.</summary>
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
[Category("needs-spark")]
[CancelAfter(240_000)]
internal sealed class SparkHomeTargetTests(string version)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-spark").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    [Order(1)]
    public async Task Reach_AHome_StartsItAndKnowsItsVersionUiAndProcess(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(withTrips: false, cancellationToken);

        target.Info.Kind.ShouldBe(TargetKind.SparkHome);
        target.Info.ReportedVersion.ShouldBe(version);
        target.Info.Conf["spark.executor.cores"].ShouldBe("1");
        target.Info.Conf.ContainsKey("listens on").ShouldBe(version == "3.5.8");
        target.Data.ShouldBeNull();
        target.EvidenceOf(TimeSpan.FromMinutes(30)).Kind.ShouldBe(EvidenceKind.Acceptance);
        using var process = Process.GetProcessById(target.ServerProcessId!.Value);
        process.ProcessName.ShouldBe("java");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(target.Ui!, "api/v1/applications"), cancellationToken)).ShouldContain("\"id\"");
    }

    [Test]
    [Order(2)]
    public async Task Trips_MadeByTheServer_HaveTheRowsOfEveryOtherServer(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(withTrips: true, cancellationToken);

        target.Data.ShouldBe(new DataInfo(DataSource.Synthetic, SyntheticTrips.Rows, SyntheticTrips.Checksum));
    }

    [TestCase("fares by passenger count", 6)]
    [TestCase("fare statistics", 6)]
    [TestCase("a million trips", 1_000_000)]
    [TestCase("select one", 1)]
    [TestCase("totals of a small view", 1)]
    [Order(3)]
    public async Task Client_AsksAQuery_GetsItsRows(string query, long rows, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(withTrips: true, cancellationToken);
        target.RequireColumnsOf(query);
        await using var client = await target.OpenClientAsync(0, new ClientTerms(), cancellationToken);

        var answer = await client.ExecuteAsync(new(query), cancellationToken);

        answer.Rows.ShouldBe(rows);
        answer.Bytes.ShouldBeGreaterThan(0);
        (answer.ExpectedRows ?? rows).ShouldBe(rows);
    }

    private static IEnumerable<CatalogQuery> WithAChecksum() => SuiteQueries.All.All.Where(query => query.SyntheticChecksum is not null);

    [TestCaseSource(nameof(WithAChecksum))]
    [Order(3)]
    public async Task Answer_OnSyntheticTrips_IsTheReferenceOfEveryOtherServer(CatalogQuery query, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(withTrips: true, cancellationToken);
        await using var client = await target.OpenClientAsync(0, new ClientTerms { Checksums = true }, cancellationToken);

        (await client.ExecuteAsync(new(query.Name), cancellationToken)).Checksum.ShouldBe(query.SyntheticChecksum);
    }

    [Test]
    [Order(4)]
    public async Task Remote_ToTheSameServer_UsesViewsAndFindsTheVersion(CancellationToken cancellationToken)
    {
        var home = await ReachAsync(withTrips: true, cancellationToken);
        await using var remote = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), $"sc://{home.Info.Address}"), ("SPARKLOAD_NYC_TAXI", "synthetic")),
            SuiteQueries.All, _folder);

        var target = await remote.ReachAsync(version, withTrips: true, cancellationToken);

        target.Info.Kind.ShouldBe(TargetKind.Remote);
        target.Data!.Checksum.ShouldBe(SyntheticTrips.Checksum);
        await using var client = await target.OpenClientAsync(0, new ClientTerms(), cancellationToken);
        (await client.ExecuteAsync(new("fares by passenger count"), cancellationToken)).Rows.ShouldBe(6);
    }

    [TestCase("/trips")]
    [TestCase("/trips/part-*.parquet")]
    [Order(4)]
    public async Task Trips_OfParquetFiles_AreReadInPlace(string path, CancellationToken cancellationToken)
    {
        var home = await ReachAsync(withTrips: true, cancellationToken);
        await using var session = new SparkConnect.SparkSession(SparkConnect.ConnectionString.Parse($"sc://{home.Info.Address}"));
        await session.ExecuteCommandAsync(
            $"INSERT OVERWRITE DIRECTORY '{_folder}/trips' USING parquet SELECT * FROM nyc_taxi LIMIT "
                + "1000", cancellationToken: cancellationToken);
        await using var remote = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), $"sc://{home.Info.Address}"), ("SPARKLOAD_NYC_TAXI", _folder + path)),
            SuiteQueries.All, _folder);

        var target = await remote.ReachAsync(version, withTrips: true, cancellationToken);

        target.Data.ShouldBe(new DataInfo(DataSource.Parquet, 1000, null));
        await using var client = await target.OpenClientAsync(0, new ClientTerms(), cancellationToken);
        (await client.ExecuteAsync(new("fares by passenger count"), cancellationToken)).Rows.ShouldBe(6);
        (await target.ReferencesOfAsync("fares by passenger count", cancellationToken)).ShouldHaveSingleItem()
            .ShouldNotBe(SuiteQueries.All.Find("fares by passenger count").SyntheticChecksum!.Value);
    }

    [Test]
    [Order(5)]
    public async Task Remote_OfAnotherVersion_NamesBoth(CancellationToken cancellationToken)
    {
        var home = await ReachAsync(withTrips: false, cancellationToken);
        var other = version == "4.1.1" ? "3.5.8" : "4.1.1";
        await using var remote = new TargetCatalog(TestSettings.Of((TestSettings.TargetOf(other), $"sc://{home.Info.Address}")),
            SuiteQueries.All, _folder);

        var failure = await Should.ThrowAsync<TargetNotReachedException>(
            () => remote.ReachAsync(other, withTrips: false, cancellationToken));

        failure.Message.ShouldStartWith($"The feature names Spark {other}, but {home.Info.Address} reports {version}: ");
    }

    [Test]
    [Order(6)]
    public async Task Table_WithoutTheNeededColumns_IsRefusedByTheirNames(CancellationToken cancellationToken)
    {
        var home = await ReachAsync(withTrips: false, cancellationToken);
        await using var session = new SparkConnect.SparkSession(SparkConnect.ConnectionString.Parse($"sc://{home.Info.Address}"));
        await session.ExecuteCommandAsync(
            "CREATE TABLE IF NOT EXISTS few_columns USING parquet AS SELECT 1 AS passenger_count", cancellationToken: cancellationToken);
        await using var remote = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), $"sc://{home.Info.Address}"), ("SPARKLOAD_NYC_TAXI", "few_columns")),
            SuiteQueries.All, _folder);

        var failure = await Should.ThrowAsync<TargetNotReachedException>(
            () => remote.ReachAsync(version, withTrips: true, cancellationToken));

        failure.Message.ShouldBe(
            $"The NYC taxi trips of Spark {version} at {home.Info.Address} (SPARKLOAD_NYC_TAXI is the table few_columns) have no column "
                + "fare_amount, tip_amount: they have passenger_count.");
    }

    [TestCase("DOUBLE")]
    [TestCase("BIGINT")]
    [Order(6)]
    public async Task Trips_OfFilesThatDisagreeOnAType_AreNotMeasured(string type, CancellationToken cancellationToken)
    {
        var home = await ReachAsync(withTrips: true, cancellationToken);
        await using var session = new SparkConnect.SparkSession(SparkConnect.ConnectionString.Parse($"sc://{home.Info.Address}"));
        foreach (var (name, passengers) in new[] { ("1", "INT"), ("2", type) })
        {
            await session.ExecuteCommandAsync(
                $"INSERT OVERWRITE DIRECTORY '{_folder}/mixed-{type}/month={name}' USING parquet SELECT CAST(passenger_count AS "
                    + $"{passengers}) AS passenger_count, fare_amount, tip_amount FROM nyc_taxi LIMIT 1000",
                cancellationToken: cancellationToken);
        }

        await using var remote = new TargetCatalog(
            TestSettings.Of(
                (TestSettings.TargetOf(version), $"sc://{home.Info.Address}"),
                ("SPARKLOAD_NYC_TAXI", $"{_folder}/mixed-{type}")),
                SuiteQueries.All, _folder);

        var refused = await Should.ThrowAsync<TargetNotReachedException>(async () =>
        {
            var target = await remote.ReachAsync(version, withTrips: true, cancellationToken);
            await target.RequireAnswersAsync(["fares by passenger count"], new ClientTerms(), cancellationToken);
        });

        refused.Message.ShouldContain("passenger_count");
    }

    [Test]
    [Order(7)]
    public async Task Query_ThatTheServerRefuses_FailsWithItsClass(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(withTrips: false, cancellationToken);
        await using var remote = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), $"sc://{target.Info.Address}"), ("SPARKLOAD_NYC_TAXI", "no_such_table")),
            SuiteQueries.All,
            _folder);

        var missing = await Should.ThrowAsync<TargetNotReachedException>(
            () => remote.ReachAsync(version, withTrips: true, cancellationToken));

        missing.Message.ShouldContain("(SPARKLOAD_NYC_TAXI is the table no_such_table): [TABLE_OR_VIEW_NOT_FOUND]");
    }

    [Test]
    public async Task End_OfTheCatalogue_LeavesNothing(CancellationToken cancellationToken)
    {
        var own = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), RealSpark.Home(version)), ("SPARKLOAD_SPARK_SUBMIT", "--master local[2]")),
            SuiteQueries.All,
            _folder);
        await using var _ = own;
        var target = await own.ReachAsync(version, withTrips: false, cancellationToken);
        LiveProcess.Runs(target.ServerProcessId!.Value).ShouldBeTrue();

        await own.DisposeAsync();

        LiveProcess.Runs(target.ServerProcessId!.Value).ShouldBeFalse();
        Directory.Exists(Path.Combine(_folder, $"spark-{version}")).ShouldBeFalse();
        File.Exists(Path.Combine(_folder, $"spark-{version}.log")).ShouldBeTrue();
    }

    private Task<SparkTarget> ReachAsync(bool withTrips, CancellationToken cancellationToken) =>
        SharedHomes.ReachAsync(version, withTrips, cancellationToken);
}
