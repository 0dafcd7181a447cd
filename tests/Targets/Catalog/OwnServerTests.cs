using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Processes.Tests;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Catalog;

/// <summary>A Spark that is started for one scenario alone.</summary>
[Category("needs-spark")]
[CancelAfter(240_000)]
[SupportedOSPlatform("linux")]
[Platform("Linux")]
internal sealed class OwnServerTests
{
    private const string Viewed = "totals of a small view";
    private const string Setting = "spark.connect.execute.reattachable.senderMaxStreamDuration";

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-own").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("3.5.8")]
    [TestCase("4.1.1")]
    public async Task Server_OfAScenario_IsKilledStartsAgainAndEndsWithIt(string version, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_folder, version);
        await using var catalog = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf(version), RealSpark.Home(version)), ("SPARKLOAD_SPARK_SUBMIT", "--master local[2]")),
            SuiteQueries.All,
            folder);
        var settings = SessionSettings.Read([(Setting, "1s"), ("spark.sql.warehouse.secret", "${HIDDEN}")], _ => "ver\\y=hidden");
        var target = await catalog.StartAsync(SparkName.OfVersion(version), withTrips: false, settings, cancellationToken);
        var first = target.ServerProcessId!.Value;
        (await File.ReadAllTextAsync($"/proc/{first}/cmdline", cancellationToken)).ShouldNotContain("hidden");
        var secrets = Directory.GetFiles(folder, "secrets.conf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.GetUnixFileMode(secrets).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var terms = new ClientTerms { Queries = [Viewed], RenewsSessions = true, Retries = Retries.Standard };
        await using (var client = await target.OpenClientAsync(0, terms, cancellationToken))
        {
            (await client.ExecuteAsync(new(Viewed), cancellationToken)).Attempts.NewSessions.ShouldBe(0);

            await target.KillAsync();
            LiveProcess.Runs(first).ShouldBeFalse();
            await target.StartAgainAsync(cancellationToken);

            var answer = await client.ExecuteAsync(new(Viewed), cancellationToken);
            (answer.Rows, answer.Attempts.NewSessions).ShouldBe((1, 1));
            (await client.ExecuteAsync(new(Viewed), cancellationToken)).Attempts.NewSessions.ShouldBe(0);
            target.SessionsOpen.ShouldBe(1);
            await using var session = new SparkSession(ConnectionString.Parse($"sc://{target.Info.Address}"));
            (await session.GetConfigAsync("spark.sql.warehouse.secret", cancellationToken)).ShouldBe("ver\\y=hidden");
        }

        var second = target.ServerProcessId!.Value;
        second.ShouldNotBe(first);
        target.Info.Conf[Setting].ShouldBe("1s");
        await catalog.EndOwnAsync();
        LiveProcess.Runs(second).ShouldBeFalse();
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldAllBe(file => file.EndsWith(".log"));
        Directory.GetFiles(folder, "*.log", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Test]
    public async Task Server_OfTheRun_IsNeverKilled(CancellationToken cancellationToken)
    {
        var target = await SharedHomes.ReachAsync("4.1.1", withTrips: false, cancellationToken);

        await Should.ThrowAsync<InvalidOperationException>(target.KillAsync);
    }
}
