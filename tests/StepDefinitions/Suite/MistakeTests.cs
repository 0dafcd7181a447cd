using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A mistake in a feature ends in one clear sentence, before any load, and never in green.</summary>
internal sealed class MistakeTests : SharedRunTests
{
    private const string BackToBack =
        """
        Given Spark 4.1.1
        When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds

        """;

    private const string OncePerSecond =
        """
        Given Spark 4.1.1
        When "select one" is queried once per second for 5 seconds
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |

        """;

    private const string Criteria = "Then the run meets these criteria:\n| measure | must be |\n";

    [Test]
    [Scenarios($"{BackToBack}{Criteria}| 95th percentil latency | under 1 second |")]
    public void Row_OfAnUnknownMeasure_NamesTheNearestBeforeAnyLoad()
    {
        ShouldBeRefused(Scenario);
        Scenario.Test.Said.ShouldContain("95th percentile latency");
    }

    [Test]
    [Scenarios($"{BackToBack}{Criteria}| failed queries | few |")]
    public void Row_WithoutAThreshold_NamesTheTextBeforeAnyLoad()
    {
        ShouldBeRefused(Scenario);
        Scenario.Test.Said.ShouldContain("few");
    }

    [Test]
    [Scenarios(
        $"{OncePerSecond}| median latency compared with Python | no slower |",
        $"{OncePerSecond}| client memory compared with the baseline | lower |",
        $"{OncePerSecond}| median latency compared with the baseline | under 1.1 |")]
    public void Rows_ThatCannotBeCompared_FailBeforeAnyLoad()
    {
        string[] said =
        [
            "compares with \"Python\", but the scenario compares with no other side",
            "two single figures cannot be told apart",
            "Write for example \"no slower\"",
        ];

        Scenarios.Count.ShouldBe(said.Length);
        foreach (var (scenario, words) in Scenarios.Zip(said))
        {
            ShouldBeRefused(scenario);
            scenario.Result.Reason.ShouldNotBeNull().ShouldContain(words);
        }
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And answers are read as rows
        When "select one" is queried 10 times per second for 5 seconds
        Then the run meets these criteria:
          | measure | must be                |
          | answers | equal to the reference |
        """)]
    public void Answers_WhereTheyAreReadWithoutAChecksum_FailBeforeAnyLoad()
    {
        ShouldBeRefused(Scenario);
        Scenario.Result.Reason!.ShouldContain("answers that are read as rows have no checksum");
    }

    [Test]
    [Scenarios(BackToBack)]
    public void Load_WithoutCriteria_Fails()
    {
        ShouldBeRefused(Scenario);
        Scenario.Result.Reason.ShouldBe("the scenario has a load but no criteria, so it proves nothing");
    }

    [Test]
    [Scenarios(BackToBack + "And the moon is full")]
    public void Step_Unknown_FailsForThatReasonAndPrintsAStepToPaste()
    {
        Scenario.Test.Outcome.ShouldBe("Failed");
        Scenario.Test.Said.ShouldContain("the moon is full");
        Scenario.Result.Verdict.ShouldBe(ScenarioVerdict.Failed);
        Scenario.Result.Reason!.ShouldContain("a step that the suite does not know");
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And the load alternates with PySpark, 3 rounds each
        When one client asks "select one" 10 times per second for 5 seconds
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |
        """)]
    public void Comparison_WithoutItsTag_IsNotRunAndFails()
    {
        Scenario.Test.Outcome.ShouldBe("Failed");
        Scenario.Result.Verdict.ShouldBe(ScenarioVerdict.NotRun);
    }

    private static void ShouldBeRefused(ExecutedScenario scenario)
    {
        scenario.Test.Outcome.ShouldBe("Failed");
        scenario.Result.Verdict.ShouldBe(ScenarioVerdict.Failed, scenario.Result.Reason);
        scenario.Result.Loads.ShouldBeEmpty();
    }
}
