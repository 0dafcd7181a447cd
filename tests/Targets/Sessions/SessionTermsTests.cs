using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Sessions;

/// <summary>What a scenario asks of its sessions is done in each of them: on the embedded endpoint, a real Spark, and in PySpark.</summary>
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
[CancelAfter(240_000)]
internal sealed class SessionTermsTests(string version)
{
    private const string Query = "fares by passenger count";

    // It takes the place of the trips in its session, so that a query of the suite shows whether it was run.
    private const string Trips =
        "-- three kinds; one trip each\n"
        + "CREATE OR REPLACE TEMPORARY VIEW trips_of_ours AS SELECT id + 1 AS passenger_count, 1.5 AS fare_amount FROM range(3);\n"
        + "CREATE OR REPLACE TEMPORARY VIEW nyc_taxi AS SELECT * FROM trips_of_ours;\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-sessions").FullName;
    private TargetCatalog? _catalog;

    [OneTimeTearDown]
    public async Task End()
    {
        await (_catalog?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Data_OfAScenario_AreThereInEachOfItsSessionsAndInNoOther(CancellationToken cancellationToken)
    {
        var target = await EmbeddedAsync(cancellationToken);
        var own = target.With(new() { Data = Data(Trips) });
        await using var plain = await target.OpenClientAsync(0, new(), cancellationToken);
        for (var client = 0; client < 2; client++)
        {
            await using var opened = await own.OpenClientAsync(client, new(), cancellationToken);
            (await opened.ExecuteAsync(new(Query), cancellationToken)).Rows.ShouldBe(3);
        }

        (await plain.ExecuteAsync(new(Query), cancellationToken)).Rows.ShouldBe(6);
    }

    [Test]
    public async Task Data_WhoseStatementFails_AreNotReachedWithFileNumberAndSparksMessage(CancellationToken cancellationToken)
    {
        var own = (await EmbeddedAsync(cancellationToken)).With(
            new() { Data = Data("SET a = 1;\n\nCREATE TEMPORARY VIEW v AS SELECT * FROM nowhere;\nSELECT 2") });

        var said = (await Should.ThrowAsync<TargetNotReachedException>(async () => await own.OpenClientAsync(0, new(), cancellationToken)))
            .Message;

        said.ShouldStartWith(
            $"The embedded endpoint for Spark {version} cannot run statement 2 of data/ours.sql (line 3): [TABLE_OR_VIEW_NOT_FOUND]");
    }

    [TestCase("SELECT * FROM our_secret")]
    [TestCase("SET spark.sql.ansi.enabled=true; CREATE OR REPLACE TEMPORARY VIEW nyc_taxi AS "
        + "SELECT CAST('our_secret' AS INT) AS passenger_count, 1.5 AS fare_amount")]
    public async Task Secret_OfASetting_IsHiddenWhereverSparkRepeatsIt(string statement, CancellationToken cancellationToken)
    {
        var own = (await EmbeddedAsync(cancellationToken)).With(new()
        {
            Settings = SessionSettings.Read([("spark.ours", "${OUR_SECRET}")], _ => "our_secret"),
            Data = Data(statement),
        });

        var said = (await Should.ThrowAsync<TargetNotReachedException>(async () =>
        {
            await own.RequireAnswersAsync([Query], new ClientTerms(), cancellationToken);
        })).Message;

        said.ShouldContain("…");
        said.ShouldNotContain("our_secret");
    }

    [Test]
    public async Task Setting_ThatSparkRefuses_IsNotReachedWithSparksMessage(CancellationToken cancellationToken)
    {
        var own = (await EmbeddedAsync(cancellationToken)).With(new() { Settings = Set(("spark.sql.warehouse.dir", "/elsewhere")) });

        own.Info.Conf["spark.sql.warehouse.dir"].ShouldBe("/elsewhere");
        var said = (await Should.ThrowAsync<TargetNotReachedException>(async () => await own.OpenClientAsync(0, new(), cancellationToken)))
            .Message;

        said.ShouldStartWith(
            $"The embedded endpoint for Spark {version} does not take the setting spark.sql.warehouse.dir = /elsewhere: ");
        said.ShouldContain("static");
    }

    [Test]
    [Category("needs-spark")]
    [Category("needs-python")]
    public async Task DataAndSettings_OnARealSpark_HoldInBothClients(CancellationToken cancellationToken)
    {
        RealPython.Path(version);
        var home = await SharedHomes.ReachAsync(version, withTrips: true, cancellationToken);
        var own = home.With(new()
        {
            Settings = Set(("spark.sql.session.timeZone", "Asia/Tokyo")),
            Data = Data(Trips + "CREATE OR REPLACE TEMPORARY VIEW nyc_taxi AS SELECT * FROM trips_of_ours "
                + "WHERE current_timezone() = 'Asia/Tokyo' AND passenger_count < 3"),
        });

        await using var client = await own.OpenClientAsync(0, new(), cancellationToken);
        await using var python = await own.OpenPythonAsync(1, new ClientTerms { Reading = AnswerReading.Rows }, cancellationToken);

        (await client.ExecuteAsync(new(Query), cancellationToken)).Rows.ShouldBe(2);
        (await Python.PySparkClientTests.AskAsync(python, Query, cancellationToken)).Answer.Rows.ShouldBe(2);
        await using var other = await home.OpenClientAsync(0, new(), cancellationToken);
        (await other.ExecuteAsync(new(Query), cancellationToken)).Rows.ShouldBe(6);
    }

    private static DataScript Data(string text)
    {
        using var home = new TestHome(("data/ours.sql", text));
        return DataScript.Find(home.Folder, "ours");
    }

    private static SessionSettings Set(params (string, string)[] rows) => SessionSettings.Read(rows, _ => null);

    private Task<SparkTarget> EmbeddedAsync(CancellationToken cancellationToken) =>
        (_catalog ??= new TargetCatalog(TestSettings.Of(), SuiteQueries.All, _folder))
        .ReachAsync(SparkName.OfVersion(version), withTrips: true, cancellationToken);
}
