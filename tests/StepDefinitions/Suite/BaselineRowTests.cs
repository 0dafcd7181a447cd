using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Rows that compare with the baseline, in whole runs of the suite.</summary>
public sealed class BaselineRowTests
{
    private const string Load =
        """
        Given Spark 4.1.1
        When "select one" is queried once per second for 5 seconds
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |

        """;

    [Test]
    public async Task Rehearsal_BeforeAndAfterABaselineIsSaved_ShowsTheComparisonAndDoesNotJudgeIt()
    {
        using var suite = SuiteProcess.WithScenario(Load + "| median latency compared with the baseline | no slower |");

        var first = await suite.RunAsync("TestCategory=mistake");
        var without = Only(first);
        without.Verdict.ShouldBe(ScenarioVerdict.Passed, without.Reason);
        without.Criteria[1].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        without.Criteria[1].MeasuredText.ShouldBe("not compared");
        without.Comparisons.ShouldBeEmpty();

        SavedBaseline.Save(Path.Combine(suite.Reports, first.Results!.Run.Id)).ShouldHaveSingleItem().ShouldStartWith("saved: One (rehearsal");

        var with = Only(await suite.RunAsync("TestCategory=mistake"));
        with.Verdict.ShouldBe(ScenarioVerdict.Passed, with.Reason);
        with.Comparisons.Select(comparison => comparison.Key).ShouldBe(ComparedMeasure.OfLoads.Select(measure => measure.Key));
        with.Criteria[1].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        with.Criteria[1].MeasuredText.ShouldContain(" times");
        with.Criteria[1].Note.ShouldNotBeNull().ShouldContain(first.Results.Run.Id);
    }

    [TestCase("| median latency compared with Python | no slower |", "compares with \"Python\", but the scenario compares with no other side")]
    [TestCase("| client memory compared with the baseline | lower |", "two single figures cannot be told apart")]
    [TestCase("| median latency compared with the baseline | under 1.1 |", "Write for example \"no slower\"")]
    public async Task Row_ThatCannotBeCompared_FailsBeforeAnyLoad(string row, string said)
    {
        using var suite = SuiteProcess.WithScenario(Load + row);

        var result = Only(await suite.RunAsync("TestCategory=mistake"));

        result.Verdict.ShouldBe(ScenarioVerdict.Failed);
        result.Reason.ShouldNotBeNull().ShouldContain(said);
        result.Loads.ShouldBeEmpty();
    }

    private static ScenarioResult Only(SuiteOutcome outcome) =>
        (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios.ShouldHaveSingleItem();
}
