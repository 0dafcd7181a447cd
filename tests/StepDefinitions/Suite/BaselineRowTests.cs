using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Rows that compare with the baseline, in whole runs of the suite.</summary>
public sealed class BaselineRowTests
{
    private const string Load =
        """
        Given Spark 4.1.1
        When "select one" is queried once per second for 3 seconds
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |

        """;

    [Test]
    public async Task Rehearsal_BeforeAndAfterABaselineIsSaved_ShowsTheComparisonAndDoesNotJudgeIt()
    {
        using var suite = SuiteProcess.WithScenarios(Load + "| median latency compared with the baseline | no slower |");

        var first = await suite.RunAsync("TestCategory=mistake");
        var without = Only(first);
        without.Verdict.ShouldBe(ScenarioVerdict.Passed, without.Reason);
        without.Criteria[1].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        without.Criteria[1].MeasuredText.ShouldBe("not compared");
        without.Comparisons.ShouldBeEmpty();

        SavedBaseline.Save(Path.Combine(suite.Reports, first.Results!.Run.Id)).ShouldHaveSingleItem()
            .ShouldStartWith("saved: Number 1 (rehearsal");

        var with = Only(await suite.RunAsync("TestCategory=mistake"));
        with.Verdict.ShouldBe(ScenarioVerdict.Passed, with.Reason);
        with.Comparisons.Select(comparison => comparison.Key).ShouldBe(ComparedMeasure.OfLoads.Select(measure => measure.Key));
        with.Criteria[1].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        with.Criteria[1].MeasuredText.ShouldContain("×");
        with.Criteria[1].Note.ShouldNotBeNull().ShouldContain(first.Results.Run.Id);
    }

    private static ScenarioResult Only(SuiteOutcome outcome) =>
        (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios.ShouldHaveSingleItem();
}
