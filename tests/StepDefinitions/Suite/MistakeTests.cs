using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A user's mistake ends in one clear sentence, nothing half done, and never in green.</summary>
public sealed class MistakeTests
{
    private const string OneScenario = "TestCategory=micro&TestCategory=spark-4.1.1";

    [Test]
    public async Task Setting_Unknown_FailsEveryScenarioWithASentenceThatNamesIt()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_TARGET_4_1_2", "embedded"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("SPARKLOAD_TARGET_4_1_2");
        outcome.Results.ShouldBeNull();
    }

    [Test]
    public async Task Reports_WhereNothingCanBeWritten_FailWithASentenceThatNamesTheFolder()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_REPORTS", Path.Combine(SuiteProcess.BuiltAssembly, "reports")));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("cannot be written");
    }

    [Test]
    public async Task Filter_ThatMatchesNothing_IsNotGreen()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync("TestCategory=spark-9.9.9");

        outcome.ExitCode.ShouldNotBe(0);
    }

    [Test]
    public async Task Target_HomeWithoutSparkSubmit_IsNotRunAndNamesThePath()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_TARGET_4_1_1", Path.GetTempPath()));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("spark-submit");
        outcome.Results!.Scenarios.ShouldAllBe(scenario => scenario.Loads.Count == 0);
    }

    [Test]
    public async Task Target_MalformedAddress_NamesTheVariableAndSendsNothing()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_TARGET_4_1_1", "sc://localhost:port/;token=hush"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("SPARKLOAD_TARGET_4_1_1");
        outcome.Output.ShouldNotContain("hush");
        outcome.Results.ShouldBeNull();
    }

    [Test]
    public async Task Require_AcceptanceOnTheEmbeddedEndpoint_IsNotRun()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_REQUIRE", "acceptance"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("asks for acceptance");
        outcome.Results!.Scenarios.ShouldAllBe(scenario => scenario.Verdict == ScenarioVerdict.NotRun && scenario.Loads.Count == 0);
    }

    [TestCase("| 95th percentil latency | under 1 second |", "95th percentile latency", TestName = "Row_OfAnUnknownMeasure_NamesTheNearestBeforeAnyLoad")]
    [TestCase("| failed queries | few |", "few", TestName = "Row_WithoutAThreshold_NamesTheTextBeforeAnyLoad")]
    public async Task Row_ThatCannotBeRead_FailsBeforeAnyLoad(string row, string named)
    {
        using var suite = SuiteProcess.WithScenarios(
            $"""
            Given Spark 4.1.1
            When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
            Then the run meets these criteria:
              | measure | must be |
              {row}
            """);

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain(named);
        Only(outcome).Verdict.ShouldBe(ScenarioVerdict.Failed);
        Only(outcome).Loads.ShouldBeEmpty();
    }

    [Test]
    public async Task Answers_WhereTheyAreReadWithoutAChecksum_FailBeforeAnyLoad()
    {
        using var suite = SuiteProcess.WithScenarios(
            """
            Given Spark 4.1.1
            And answers are read as rows
            When "select one" is queried 10 times per second for 5 seconds
            Then the run meets these criteria:
              | measure | must be                |
              | answers | equal to the reference |
            """);

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.ExitCode.ShouldNotBe(0);
        Only(outcome).Verdict.ShouldBe(ScenarioVerdict.Failed);
        Only(outcome).Reason!.ShouldContain("answers that are read as rows have no checksum");
        Only(outcome).Loads.ShouldBeEmpty();
    }

    [Test]
    public async Task Load_WithoutCriteria_Fails()
    {
        using var suite = SuiteProcess.WithScenarios(
            """
            Given Spark 4.1.1
            When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
            """);

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.ExitCode.ShouldNotBe(0);
        Only(outcome).Verdict.ShouldBe(ScenarioVerdict.Failed);
        Only(outcome).Reason.ShouldBe("the scenario has a load but no criteria, so it proves nothing");
        Only(outcome).Loads.ShouldBeEmpty();
    }

    [Test]
    public async Task Step_Unknown_FailsForThatReasonAndPrintsAStepToPaste()
    {
        using var suite = SuiteProcess.WithScenarios(
            """
            Given Spark 4.1.1
            When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
            And the moon is full
            """);

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("the moon is full");
        Only(outcome).Verdict.ShouldBe(ScenarioVerdict.Failed);
        Only(outcome).Reason!.ShouldContain("a step that the suite does not know");
    }

    private static ScenarioResult Only(SuiteOutcome outcome) => outcome.Results!.Scenarios.ShouldHaveSingleItem();
}
