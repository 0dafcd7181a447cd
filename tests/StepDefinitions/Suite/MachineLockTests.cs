using NUnit.Framework;
using Shouldly;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Two suites on one machine never send load beside each other.</summary>
[Platform("Linux")]
public sealed class MachineLockTests
{
    private const string OneScenario = "TestCategory=micro&TestCategory=spark-4.1.1";

    [Test]
    public async Task Suite_BesideOneWithAnotherTmpdirAndHome_IsNotRunAndNamesIt()
    {
        using var first = new SuiteProcess();
        using var second = new SuiteProcess();
        using var running = first.Start(
            OneScenario, ("TMPDIR", Folder(first)),
            // The second waits for a while, and the first must have the machine for longer.
            ("SPARKLOAD_DURATION_SCALE", "1"));
        await running.WaitForOutputAsync("Results go to ");

        var outcome = await second.RunBesideAsync(OneScenario, ("TMPDIR", Folder(second)));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain($"Another suite (process {running.Processes("testhost").ShouldHaveSingleItem()} of ");
        outcome.Results.ShouldBeNull();
    }

    private static string Folder(SuiteProcess suite) => Directory.CreateDirectory(Path.Combine(suite.UserHome, "tmp")).FullName;
}
