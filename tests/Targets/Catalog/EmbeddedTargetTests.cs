using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Processes.Tests;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Catalog;

/// <summary>The endpoint that stands in for Spark, started as the suite starts it.</summary>
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
[CancelAfter(120_000)]
internal sealed class EmbeddedTargetTests(string version)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-embedded").FullName;
    private readonly List<TargetCatalog> _catalogs = [];

    [OneTimeTearDown]
    public async Task End()
    {
        foreach (var catalog in _catalogs)
        {
            await catalog.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Reach_NothingSet_IsARehearsalOnTheSameTripsAsSpark(CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: true, cancellationToken);

        target.Info.Kind.ShouldBe(TargetKind.Embedded);
        target.Info.ReportedVersion.ShouldBe($"{version}-embedded");
        target.Data.ShouldBe(new DataInfo(DataSource.Synthetic, SyntheticTrips.Rows, SyntheticTrips.Checksum));
        target.Scale.Apply(TimeSpan.FromMinutes(30)).ShouldBe(TimeSpan.FromSeconds(5));
        EvidenceWords.Note(target.EvidenceOf(TimeSpan.FromMinutes(30))).ShouldBe(
            "rehearsal: embedded endpoint, 5 seconds of 30 minutes, synthetic data");
    }

    [Test]
    public async Task ReadTable_OfAQueryThatWrites_TellsItsRowsByTheirFirstParameter(CancellationToken cancellationToken)
    {
        using var home = new TestHome(
            ("queries/write.sql",
                "--\n-- rows written: SELECT * FROM (VALUES (10), (30), (30), (7)) AS t(number)\nINSERT INTO t VALUES (:number)"),
            ("queries/write.csv", "number:bigint\n10\n20\n30\n"));
        await using var catalog = new TargetCatalog(TestSettings.Of(), QueryCatalog.Read(home.Folder), Path.Combine(_folder, "written"));
        var target = await catalog.ReachAsync(SparkName.OfVersion(version), withTrips: false, cancellationToken);

        var table = await target.ReadTableAsync("write", cancellationToken);

        table.Problem.ShouldBeNull();
        table.Written.ShouldBe(new Dictionary<int, long> { [0] = 1, [2] = 2 }, ignoreOrder: true);
        table.Others.ShouldBe(1);
        target.SessionsOpen.ShouldBe(0);
    }

    [Test]
    public async Task Reach_Twice_StartsItOnce(CancellationToken cancellationToken)
    {
        var catalog = Catalog();

        var targets = await Task.WhenAll(
            catalog.ReachAsync(version, withTrips: false, cancellationToken), catalog.ReachAsync(
                version,
                withTrips: false,
                cancellationToken));

        targets[0].ServerProcessId.ShouldBe(targets[1].ServerProcessId);
    }

    [TestCase("fares by passenger count", 6)]
    [TestCase("fare statistics", 6)]
    [TestCase("a million trips", 1_000_000)]
    [TestCase("select one", 1)]
    [TestCase("totals of a small view", 1)]
    public async Task Client_AsksAQuery_GetsItsRows(string query, long rows, CancellationToken cancellationToken)
    {
        var catalog = _catalogs.FirstOrDefault() ?? Catalog();
        var target = await catalog.ReachAsync(version, withTrips: true, cancellationToken);
        await using var client = await target.OpenClientAsync(0, new ClientTerms(), cancellationToken);

        var answer = await client.ExecuteAsync(new(query), cancellationToken);

        answer.Rows.ShouldBe(rows);
        (answer.ExpectedRows ?? rows).ShouldBe(rows);
    }

    private static IEnumerable<CatalogQuery> WithAChecksum() => SuiteQueries.All.All.Where(query => query.SyntheticChecksum is not null);

    [TestCaseSource(nameof(WithAChecksum))]
    public async Task Answer_OnSyntheticTrips_IsTheReferenceOfEveryOtherServer(CatalogQuery query, CancellationToken cancellationToken)
    {
        var catalog = _catalogs.FirstOrDefault() ?? Catalog();
        var target = await catalog.ReachAsync(version, withTrips: true, cancellationToken);
        await using var client = await target.OpenClientAsync(0, new ClientTerms { Checksums = true }, cancellationToken);

        (await client.ExecuteAsync(new(query.Name), cancellationToken)).Checksum.ShouldBe(query.SyntheticChecksum);
        (await target.ReferencesOfAsync(query.Name, cancellationToken)).ShouldBe([query.SyntheticChecksum!.Value]);
    }

    [Test]
    public async Task Client_AsksForTripsThatNobodyProvided_FailsWithTheServersClass(CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);
        Should.Throw<TargetNotReachedException>(() => target.RequireColumnsOf("fare statistics")).Message
            .ShouldContain("with the NYC taxi trips");
        Should.NotThrow(() => target.RequireColumnsOf("select one"));
        await using var client = await target.OpenClientAsync(0, new ClientTerms(), cancellationToken);

        var failure = await Should.ThrowAsync<QueryFailedException>(
            async () => await client.ExecuteAsync(new("fare statistics"), cancellationToken));

        failure.ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task Remote_ToIt_StaysARehearsalAtWhateverAddress(CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);
        var remote = await Catalog((Key(version), $"sc://{target.Info.Address}"), ("SPARKLOAD_DURATION_SCALE", "1"))
            .ReachAsync(version, withTrips: false, cancellationToken);

        remote.Info.Kind.ShouldBe(TargetKind.Remote);
        remote.Scale.ShouldBe(DurationScale.Full);
        remote.EvidenceOf(TimeSpan.FromMinutes(30)).Kind.ShouldBe(EvidenceKind.Rehearsal);
    }

    [Test]
    public async Task Remote_OfAnotherVersion_NamesBoth(CancellationToken cancellationToken)
    {
        var other = version == "4.1.1" ? "3.5.8" : "4.1.1";
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);

        var failure = await Should.ThrowAsync<TargetNotReachedException>(
            () => Catalog((Key(other), $"sc://{target.Info.Address}")).ReachAsync(other, withTrips: false, cancellationToken));

        failure.Message.ShouldStartWith($"The feature names Spark {other}, but {target.Info.Address} reports {version}-embedded: ");
    }

    [Test]
    public async Task Table_WithFewColumns_IsRefusedOnlyWhereTheyAreNeeded(CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);
        await using var session = new SparkSession(ConnectionString.Parse($"sc://{target.Info.Address}"));
        await session.ExecuteCommandAsync(
            "CREATE TABLE bare USING parquet AS SELECT 1 AS passenger_count", cancellationToken: cancellationToken);
        await session.ExecuteCommandAsync(
            "CREATE TABLE enough USING parquet AS SELECT 1 AS passenger_count, 2 AS fare_amount, 3 AS "
                + "tip_amount", cancellationToken: cancellationToken);

        (await Should.ThrowAsync<TargetNotReachedException>(() => OnAsync("bare"))).Message
            .ShouldContain("(SPARKLOAD_NYC_TAXI is the table bare) have no column fare_amount, tip_amount: they have passenger_count.");
        (await Should.ThrowAsync<TargetNotReachedException>(() => OnAsync("none"))).Message
            .ShouldContain("(SPARKLOAD_NYC_TAXI is the table none): [TABLE_OR_VIEW_NOT_FOUND]");
        var enough = await OnAsync("enough");
        enough.Data.ShouldBe(new DataInfo(DataSource.ServerTable, 1, null));
        Should.NotThrow(() => enough.RequireColumnsOf("fare statistics"));
        Should.Throw<TargetNotReachedException>(() => enough.RequireColumnsOf("a million trips")).Message
            .ShouldStartWith("\"a million trips\" needs the column tpep_pickup_datetime,");

        Task<SparkTarget> OnAsync(string table) => Catalog((Key(version), $"sc://{target.Info.Address}"), ("SPARKLOAD_NYC_TAXI", table))
            .ReachAsync(version, withTrips: true, cancellationToken);
    }

    [Test]
    public async Task Trips_WithoutRows_AreRefused(CancellationToken cancellationToken)
    {
        var target = await OnTableAsync(
            "no_trips", "SELECT 1 AS passenger_count, 2 AS fare_amount, 3 AS tip_amount WHERE 1 = 0", cancellationToken);

        (await Should.ThrowAsync<TargetNotReachedException>(target)).Message.ShouldContain(
            "(SPARKLOAD_NYC_TAXI is the table no_trips) have no rows");
    }

    [Test]
    public async Task Query_WithoutRowsOnTheseTrips_IsRefusedBeforeTheLoad(CancellationToken cancellationToken)
    {
        var target = await await OnTableAsync(
            "no_passengers", "SELECT CAST(NULL AS INT) AS passenger_count, 2 AS fare_amount, 3 AS tip_amount", cancellationToken);

        (await Should.ThrowAsync<TargetNotReachedException>(
            () => target.RequireAnswersAsync(["fares by passenger count"], new ClientTerms(), cancellationToken)))
            .Message.ShouldContain("\"fares by passenger count\" has no rows on");
        await Should.NotThrowAsync(() => target.RequireAnswersAsync(["select one"], new ClientTerms(), cancellationToken));
    }

    [Test]
    public async Task Query_ThatFails_IsRefusedBeforeTheLoadWithTheServersReason(CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);

        (await Should.ThrowAsync<TargetNotReachedException>(
            () => target.RequireAnswersAsync(["fare statistics"], new ClientTerms(), cancellationToken)))
            .Message.ShouldContain("cannot answer \"fare statistics\": [TABLE_OR_VIEW_NOT_FOUND]");
    }

    private async Task<Task<SparkTarget>> OnTableAsync(string table, string select, CancellationToken cancellationToken)
    {
        var target = await Catalog().ReachAsync(version, withTrips: false, cancellationToken);
        await using var session = new SparkSession(ConnectionString.Parse($"sc://{target.Info.Address}"));
        await session.ExecuteCommandAsync($"CREATE TABLE {table} USING parquet AS {select}", cancellationToken: cancellationToken);
        return Catalog((Key(version), $"sc://{target.Info.Address}"), ("SPARKLOAD_NYC_TAXI", table)).ReachAsync(
            version, withTrips: true, cancellationToken);
    }

    [Test]
    public async Task Server_ThatDiedDuringTheRun_IsSaidSo(CancellationToken cancellationToken)
    {
        var catalog = Catalog();
        var target = await catalog.ReachAsync(version, withTrips: false, cancellationToken);
        System.Diagnostics.Process.GetProcessById(target.ServerProcessId!.Value).Kill();
        (await LiveProcess.EndsWithinAsync(target.ServerProcessId!.Value, TimeSpan.FromSeconds(30))).ShouldBeTrue();

        TargetNotReachedException? failure = null;
        while (failure is null)
        {
            // The watcher may need a moment to see it.
            await Task.Delay(50, cancellationToken);
            failure = await NotReachedAsync();
        }

        failure.Message.ShouldStartWith($"The embedded endpoint for Spark {version} ended during the run;");

        async Task<TargetNotReachedException?> NotReachedAsync()
        {
            try
            {
                await catalog.ReachAsync(version, withTrips: false, cancellationToken);
                return null;
            }
            catch (TargetNotReachedException e)
            {
                return e;
            }
        }
    }

    [Test]
    public async Task End_OfTheCatalogue_LeavesNothing(CancellationToken cancellationToken)
    {
        var catalog = Catalog();
        var target = await catalog.ReachAsync(version, withTrips: false, cancellationToken);

        await catalog.DisposeAsync();

        LiveProcess.Runs(target.ServerProcessId!.Value).ShouldBeFalse();
    }

    [Test]
    public async Task Start_WhereItIsNotBuilt_SaysSo(CancellationToken cancellationToken) =>
        (await Should.ThrowAsync<TargetNotReachedException>(
            () => EmbeddedServer.StartAsync(
                "/none/SparkLoad.EmbeddedSpark.dll", SparkName.OfVersion(version), _folder, cancellationToken))).Message
        .ShouldBe("The embedded endpoint is not at /none/SparkLoad.EmbeddedSpark.dll: build the solution, which also builds it.");

    private static string Key(string version) => SettingKeys.Target(SparkName.OfVersion(version));

    private TargetCatalog Catalog(params (string Key, string Value)[] variables)
    {
        var catalog = new TargetCatalog(TestSettings.Of(variables), SuiteQueries.All, Path.Combine(_folder, Path.GetRandomFileName()));
        _catalogs.Add(catalog);
        return catalog;
    }
}
