using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Processes.Tests;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Homes;

/// <summary>Homes whose spark-submit does not bring up a server.</summary>
[CancelAfter(60_000)]
[Platform(Exclude = "Win", Reason = "The homes are shell scripts.")]
internal sealed class FailingHomeTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-failing").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Server_ThatEndsEarly_IsReportedAtOnceWithItsLastLines(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var catalog = new TargetCatalog(
            TestSettings.Of(("SPARKLOAD_TARGET_4_1_1", Home("echo 'UnsupportedClassVersionError: too old' >&2; exit 1"))),
            SuiteQueries.All, Folder());
        await using var _ = catalog;

        var failure = await Should.ThrowAsync<TargetNotReachedException>(() => catalog.ReachAsync("4.1.1", false, cancellationToken));

        failure.Message.ShouldStartWith("Spark 4.1.1 ended before it answered; its last lines (all in ");
        failure.Message.ShouldContain("UnsupportedClassVersionError: too old");
        watch.Elapsed.ShouldBeLessThan(SparkHomeServer.DefaultReadyWithin / 3);
    }

    [Test]
    public async Task Server_ThatNeverListens_IsGivenUpAndLeavesNothing(CancellationToken cancellationToken)
    {
        var run = Folder();
        var home = SparkHome.Open(SparkName.OfVersion("4.1.1"), Home("echo starting; exec sleep 65"), Environment.GetEnvironmentVariable);
        var server = await SparkHomeServer.StartAsync(
            SparkName.OfVersion("4.1.1"), home, [], [], null, run, TimeSpan.FromSeconds(2), cancellationToken);
        await using (server)
        {
            var failure = await Should.ThrowAsync<TargetNotReachedException>(() => Readiness.WaitAsync(server, cancellationToken));

            failure.Message.ShouldStartWith("Spark 4.1.1 did not answer within 2 seconds: ");
        }

        LiveProcess.Runs(server.ProcessId!.Value).ShouldBeFalse();
        Directory.Exists(Path.Combine(run, "spark-4.1.1")).ShouldBeFalse();
    }

    private string Folder() => Directory.CreateDirectory(Path.Combine(_folder, Path.GetRandomFileName())).FullName;

    private string Home(string script)
    {
        var home = Folder();
        Directory.CreateDirectory(Path.Combine(home, "bin"));
        Directory.CreateDirectory(Path.Combine(home, "jars"));
        var submit = Path.Combine(home, "bin", "spark-submit");
        File.WriteAllText(submit, $"#!/bin/sh\n{script}\n");
#pragma warning disable CA1416 // Not on Windows, as the fixture says.
        File.SetUnixFileMode(submit, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        return home;
    }
}
