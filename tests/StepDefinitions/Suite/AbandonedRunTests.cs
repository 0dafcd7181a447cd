using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Whatever ends a run under load, nothing of it lives on and its page says what became of it.</summary>
[Platform("Linux")]
public sealed class AbandonedRunTests
{
    private const string Sustained = "TestCategory=throughput&TestCategory=spark-4.1.1";
    private const string UnderLoad = " in flight ";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Test]
    public async Task TestHost_KilledUnderLoad_LeavesNoProcessAndAPageThatSaysSo()
    {
        using var suite = new SuiteProcess();
        using var run = suite.Start(Sustained);
        await run.WaitForOutputAsync(UnderLoad);

        RunningSuite.Kill(run.Processes("testhost").ShouldHaveSingleItem());

        (await run.LeftAfterAsync(Bound)).ShouldBeEmpty();
        Page(suite).ShouldContain("broke off");
    }

    [Test]
    public async Task Command_KilledUnderLoad_StopsTheLoadAndLeavesNoProcess()
    {
        using var suite = new SuiteProcess();
        using var run = suite.Start(Sustained);
        await run.WaitForOutputAsync(UnderLoad);

        RunningSuite.Kill(run.CommandId);

        (await run.LeftAfterAsync(Bound)).ShouldBeEmpty();
        var scenario = suite.Results()!.Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.Inconclusive);
        scenario.Reason!.ShouldContain("broke off");
        scenario.Criteria.ShouldNotBeEmpty();
    }

    private static string Page(SuiteProcess suite) =>
        File.ReadAllText(Directory.GetFiles(suite.Reports, "index.html", SearchOption.AllDirectories).MaxBy(path => path.Length)!);
}
