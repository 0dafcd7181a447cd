using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A mistake in the settings ends in one clear sentence, nothing half done, and never in green.</summary>
public sealed class MistakenSettingTests
{
    private const string OneScenario = "TestCategory=micro&TestCategory=spark-4.1.1";

    [Test]
    public async Task Setting_Unknown_FailsEveryScenarioWithASentenceThatNamesIt()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(OneScenario, ("SPARKLOAD_TARGET_4_1", "embedded"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("SPARKLOAD_TARGET_4_1 in the environment is not a setting (its value is 'embedded'): did you mean "
            + "SPARKLOAD_TARGET_4_1_1?");
        outcome.Results.ShouldBeNull();
    }

    [Test]
    public async Task Names_WithTheSameVariables_FailEveryScenarioWithASentenceThatNamesBoth()
    {
        using var suite = SuiteProcess.WithScenarios("Given the Spark \"eu-1\"", "Given the Spark \"eu.1\"");

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.Tests.Count.ShouldBe(2);
        outcome.Tests.ShouldAllBe(test => test.Outcome == "Failed" && test.Said.Contains(
            "Spark \"eu-1\" and Spark \"eu.1\" would both be set by SPARKLOAD_TARGET_EU_1: give one of them another name in the features."));
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
    public async Task Require_AcceptanceOnTheEmbeddedEndpoint_FailsRehearsalsAndComparisons()
    {
        using var suite = new SuiteProcess();

        var outcome = await suite.RunAsync(
            $"{OneScenario}|TestCategory=versions", ("SPARKLOAD_REQUIRE", "acceptance"), ("SPARKLOAD_PYSPARK_4_1_2", "x"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Output.ShouldContain("asks for acceptance");
        outcome.Output.ShouldContain(
            "SPARKLOAD_PYSPARK_4_1_2 is not used, because no feature names such a Spark: did you mean SPARKLOAD_PYSPARK_4_1_1?");
        outcome.Tests.Select(test => test.Outcome).ShouldBe(Enumerable.Repeat("Failed", 4));
        outcome.Results!.Scenarios.Count.ShouldBe(4);
        outcome.Results.Scenarios.ShouldAllBe(scenario => scenario.Verdict == ScenarioVerdict.NotRun && scenario.Loads.Count == 0);
    }
}
