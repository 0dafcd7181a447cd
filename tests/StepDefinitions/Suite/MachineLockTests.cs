using System.Diagnostics;
using NUnit.Framework;
using Shouldly;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Two suites on one machine never send load at the same time.</summary>
[Platform("Linux")]
public sealed class MachineLockTests
{
    private const string OneScenario = "TestCategory=micro&TestCategory=spark-4.1.1";

    [Test]
    public async Task Suite_BesideOneWithAnotherTmpdirAndHome_IsNotRunAndNamesIt()
    {
        using var first = new SuiteProcess();
        using var second = new SuiteProcess();
        using var running = await first.StartAsync(
            OneScenario, ("TMPDIR", Folder(first)),
            // The second waits for a while, and the first must have the machine for longer.
            ("SPARKLOAD_DURATION_SCALE", "1"));
        await running.WaitForOutputAsync("Results go to ");

        var outcome = await second.RunBesideAsync(OneScenario, ("TMPDIR", Folder(second)));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain($"Another suite (process {running.Processes("testhost").ShouldHaveSingleItem()} of ");
        outcome.Results.ShouldBeNull();
    }

    [Test]
    public async Task Suite_BesideOneWithAnotherTmpAndTheSameHome_IsNotRun()
    {
        const string OtherLock = "mount --bind \"$0\" /tmp/sparkload.lock && exec \"$@\"";
        var file = Path.GetTempFileName();
        string[] inOtherTmp = ["unshare", "--mount", "sh", "-c", OtherLock, file];
        await RequireMountsAsync(inOtherTmp);
        using var first = new SuiteProcess();
        using var second = new SuiteProcess { StartedBy = inOtherTmp };
        using var running = await first.StartAsync(OneScenario, ("SPARKLOAD_DURATION_SCALE", "1"));
        await running.WaitForOutputAsync("Results go to ");

        var outcome = await second.RunBesideAsync(OneScenario, ("HOME", first.UserHome));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain($"Another suite (process unknown, it holds {first.UserHome}) sends load from this machine");
        outcome.Results.ShouldBeNull();
        File.Delete(file);
    }

    private static async Task RequireMountsAsync(string[] command)
    {
        using var tried = Process.Start(command[0], [.. command[1..], "true"]);
        await tried.WaitForExitAsync();
        Assume.That(tried.ExitCode, Is.Zero, "Only root of a machine, not of every container, can give a process another /tmp.");
    }

    private static string Folder(SuiteProcess suite) => Directory.CreateDirectory(Path.Combine(suite.UserHome, "tmp")).FullName;
}
