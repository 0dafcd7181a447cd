using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Scenarios that need a Spark of the suite's own: what becomes of them where there is none.</summary>
internal sealed class HomeScenarioTests
{
    private const string Way = "the scenario needs a real Spark that the suite starts and ends itself: "
        + "set SPARKLOAD_TARGET_4_1_1 to the path of a Spark home";

    private const string Feature =
        """
        @mistake
        Feature: A server of its own
          @spark-home
          Scenario: Tagged
            Given Spark 4.1.1
            When "select one" is queried once per second for 5 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |

          @spark-home
          Scenario: Tagged and started
            Given Spark 4.1.1, started for this scenario with these settings:
              | setting                                     | value |
              | spark.connect.session.manager.defaultSessionTimeout | 20s   |
            When "select one" is queried once per second for 5 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    private const string Untagged =
        """
          Scenario: Untagged
            Given Spark 4.1.1, started for this scenario
            When "select one" is queried once per second for 5 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    [Test]
    public async Task Scenario_OnTheEmbeddedEndpoint_IsIgnoredByItsTagAndOtherwiseNotRun()
    {
        using var suite = SuiteProcess.WithFeatures(("Own.feature", $"{Feature}\n\n{Untagged}"));

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.Results!.Scenarios.Select(scenario => scenario.Reason).ShouldBe(
            [Way, Way, $"{Way}; a rehearsal leaves it out where it has the tag @spark-home"], ignoreOrder: true);
        outcome.Results.Scenarios.ShouldAllBe(scenario => scenario.Verdict == ScenarioVerdict.NotRun && scenario.Loads.Count == 0);
        outcome.Tests.Select(test => test.Outcome).ShouldBe(["NotExecuted", "NotExecuted", "Failed"], ignoreOrder: true);
    }

    [Test]
    public async Task Scenario_OnASparkAtAnAddress_IsNotRunAndTouchesNothing()
    {
        using var suite = SuiteProcess.WithFeatures(("Own.feature", Feature));

        var outcome = await suite.RunAsync("TestCategory=mistake", ("SPARKLOAD_TARGET_4_1_1", "sc://127.0.0.1:9"));

        outcome.Results!.Scenarios.Count.ShouldBe(2);
        outcome.Results.Scenarios.ShouldAllBe(
            scenario => scenario.Verdict == ScenarioVerdict.NotRun
                && scenario.Reason == $"{Way}, because nothing of the kind is done to a server at an address");
        outcome.Tests.ShouldAllBe(test => test.Outcome == "Failed");
    }
}
