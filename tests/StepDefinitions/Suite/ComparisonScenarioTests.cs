using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Scenarios that compare: what becomes of them without what they need, and with it.</summary>
public sealed class ComparisonScenarioTests
{
    private const string SmallQuery = "TestCategory=python&TestCategory=spark-4.1.1&FullyQualifiedName~SmallQueryByOneClient";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Comparison_OnTheEmbeddedEndpoint_IsIgnoredWithTheReason()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync("TestCategory=python&TestCategory=spark-4.1.1|TestCategory=versions");

        outcome.ExitCode.ShouldBe(0, outcome.Output);
        outcome.Results!.Scenarios.Count.ShouldBe(7);
        outcome.Results.Scenarios.ShouldAllBe(scenario => scenario.Verdict == ScenarioVerdict.NotRun && scenario.Loads.Count == 0);
        outcome.Results.Scenarios.ShouldAllBe(
            scenario => scenario.Reason!.StartsWith("a comparison needs a real Spark: set SPARKLOAD_TARGET_4_1_1 to one"));
    }

    [Test]
    [Category("needs-spark")]
    public async Task Comparison_WithoutPySpark_IsNotRunAndNamesTheVariable()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(
            SmallQuery, ("SPARKLOAD_TARGET_4_1_1", Needed("SPARKLOAD_TARGET_4_1_1")), ("SPARKLOAD_DURATION_SCALE", "1/90"));

        outcome.ExitCode.ShouldNotBe(0);
        var scenario = outcome.Results!.Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.NotRun);
        scenario.Reason!.ShouldStartWith("SPARKLOAD_PYSPARK_4_1_1 is not set");
    }

    [Test]
    [Category("needs-spark")]
    [Category("needs-python")]
    public async Task Comparison_WithPySpark_MeasuresBothSidesBySameDefinitions()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(SmallQuery, Real());

        var scenario = (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios.ShouldHaveSingleItem();
        TestContext.Out.WriteLine(outcome.Output);
        scenario.Loads.Select(load => load.Side).ShouldBe(["this client", "Python"]);
        foreach (var load in scenario.Loads)
        {
            load.Planned.ShouldBe(50);
            (load.Succeeded + load.Failed + load.TimedOut + load.Unfinished + load.NeverStarted).ShouldBe(50);
            load.LatencyMs.Scheduled.Mean!.Value.ShouldBe(
                load.LatencyMs.DispatchDelay.Mean!.Value + load.LatencyMs.Service.Mean!.Value, 0.01);
        }

        scenario.Comparisons.Count.ShouldBe(7);
        scenario.Comparisons.ShouldAllBe(made => made.Subject == "this client" && made.Reference == "Python" && made.Rounds <= 1);
        scenario.Comparisons.Where(made => made.Key.StartsWith("client.", StringComparison.Ordinal)).ShouldAllBe(made => made.Ratio > 0);
        scenario.Criteria.Where(row => row.Measure.Contains("compared with", StringComparison.Ordinal)).ShouldAllBe(
            row => row.Verdict == CriterionVerdict.NotJudged);
        scenario.Verdict.ShouldBe(ScenarioVerdict.Passed, scenario.Reason);
        scenario.EvidenceNote.ShouldStartWith(
            "rehearsal: Spark 4.1.1, 1 of 20 rounds of 5 seconds a side, compared with PySpark 4.1.1 (Python 3.");
        scenario.EvidenceNote.ShouldEndWith(", DataFrame.collect)");
    }

    [Test]
    [Category("needs-spark")]
    [Category("needs-python")]
    [Platform("Linux")]
    public async Task TestHost_KilledWhilePySparkWorks_LeavesNoProcess()
    {
        using var suite = new SuiteProcess();
        using var run = await suite.StartAsync(SmallQuery, Real());
        await run.WaitForOutputAsync(" in flight ");

        run.Processes("PySpark's side of a comparison").ShouldNotBeEmpty();
        RunningSuite.Kill(run.Processes("testhost").ShouldHaveSingleItem());

        (await run.LeftAfterAsync(Bound)).ShouldBeEmpty();
    }

    private static (string Name, string Value)[] Real() =>
    [
        ("SPARKLOAD_TARGET_4_1_1", Needed("SPARKLOAD_TARGET_4_1_1")),
        ("SPARKLOAD_PYSPARK_4_1_1", Needed("SPARKLOAD_PYSPARK_4_1_1")),
        ("SPARKLOAD_DURATION_SCALE", "1/90"),
    ];

    private static string Needed(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            Assert.Ignore($"Needs {variable}.");
        }

        return value!;
    }
}
