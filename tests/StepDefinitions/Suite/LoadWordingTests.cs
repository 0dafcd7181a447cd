using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Each way in which a feature can state a load, carried as stated on the embedded endpoint.</summary>
internal sealed class LoadWordingTests : SharedRunTests
{
    private const string NoFailures =
        """

        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |
        """;

    private const string Spark = "Given Spark 4.1.1\n";

    private const string Staged = $"{Spark}When \"select one\" is queried in these stages:\n";

    private const string Seeded =
        """
        Given Spark 4.1.1
        And the random seed 7
        When "select one" is queried at random, 20 times per second on average, for 2 seconds
        """;

    [Test]
    [Scenarios(Seeded + NoFailures, Seeded + NoFailures)]
    public void Random_Arrivals_RepeatWithTheirSeed()
    {
        var (first, second) = (Scenarios[0].Result, Scenarios[1].Result);

        first.Verdict.ShouldBe(ScenarioVerdict.Passed, first.Reason);
        first.Loads[0].Planned.ShouldBeInRange(15, 80);
        first.Loads[0].Planned.ShouldNotBe(40);
        second.Loads[0].Planned.ShouldBe(first.Loads[0].Planned);
        first.Client!.Seed.ShouldBe(7);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        When "select one" is queried in these stages:
          | stage  | rate                          | for        |
          | ramp   | from 0 to 10 times per second | 4 seconds  |
          | steady | 10 times per second           | 6 seconds  |
          | spike  | 40 times per second           | 1 second   |
          | steady | every 100 milliseconds        | 9 seconds  |
        Then the run meets these criteria:
          | measure         | must be          |
          | failed queries  | none             |
          | time to recover | under 30 seconds |
        """)]
    public void Stages_OfALoad_AddUp()
    {
        var result = Scenario.Result;

        result.Loads[0].StatedDurationMs.ShouldBe(20_000);
        // A 360th of 20 seconds is less than the floor of 5.
        result.Loads[0].DurationMs.ShouldBe(5_000);
        // A quarter of 20 + 60 + 40 + 90.
        result.Loads[0].Planned.ShouldBeInRange(52, 53);
        result.Criteria.Select(row => row.Measure).ShouldBe(["failed queries", "time to recover"]);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        When these queries are asked 20 times per second for 2 seconds:
          | query                    | share |
          | "select one"             | 75%   |
          | "totals of a small view" | 25%   |
        """ + NoFailures)]
    public void Mix_OfQueries_HoldsBoth()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Loads.ShouldHaveSingleItem().Query.ShouldBe("select one, totals of a small view");
        result.Loads[0].Planned.ShouldBe(40);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1 with the NYC taxi trips
        When the schema of "fare statistics" is asked 20 times per second for 2 seconds
        And "select one" is queried 10 times per second for 2 seconds
        Then the run meets these criteria:
          | load                      | measure        | must be                |
          | schema of fare statistics | failed queries | none                   |
          | schema of fare statistics | retries        | none                   |
          | select one                | answers        | equal to the reference |
        """,
        """
        Given Spark 4.1.1
        When the schema of "select one" is asked 20 times per second for 5 seconds
        Then the run meets these criteria:
          | measure        | must be   |
          | rows per query | every row |
        """)]
    public void Schema_ThatIsAsked_HasNoRows()
    {
        var (asked, refused) = (Scenarios[0].Result, Scenarios[1].Result);

        asked.Verdict.ShouldBe(ScenarioVerdict.Passed, asked.Reason);
        asked.Loads[0].Plan["asked for"].ShouldBe("the schema");
        (asked.Loads[0].Name, asked.Loads[0].Query, asked.Loads[0].Succeeded).ShouldBe(
            ("schema of fare statistics", "fare statistics", 40));
        refused.Verdict.ShouldBe(ScenarioVerdict.Failed);
        refused.Reason.ShouldNotBeNull().ShouldEndWith(
            "cannot be judged: the load \"schema of select one\" asks for the schema, which has no rows.");
        refused.Loads.ShouldBeEmpty();
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        When a session is opened, asked "totals of a small view" and released 4 times per second for 5 seconds
        And 3 clients each keep a session for 4 seconds and ask "select one" at its beginning and at its end
        Then the run meets these criteria:
          | load                                | measure        | must be                |
          | sessions for totals of a small view | failed queries | none                   |
          | sessions for totals of a small view | answers        | equal to the reference |
          | select one                          | failed queries | none                   |
        """)]
    public void Sessions_AsALoad_AreOpenedKeptAndReleased()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Loads.Select(load => (load.Model, load.Clients, load.Succeeded, load.FirstQueryMs.Count)).ShouldBe(
            [("open", 1, 20, 1), ("returning", 3, 6, 3)]);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And a query may take 20 seconds
        When "select one" is queried 10 times per second for 2 seconds
        And 2 clients in turn ask "totals of a small view" once per second for 2 seconds
        Then the run meets these criteria:
          | load                   | measure        | must be                 |
          | select one             | failed queries | none                    |
          | totals of a small view | throughput     | above 1000 queries per second |
        """)]
    public void Loads_TwoAtOnce_AreJudgedEach()
    {
        var result = Scenario.Result;

        result.Loads.Select(load => (load.Name, load.Planned)).ShouldBe([("select one", 20), ("totals of a small view", 4)]);
        result.Criteria.Select(row => row.Verdict).ShouldBe([CriterionVerdict.Met, CriterionVerdict.NotMet]);
        result.Verdict.ShouldBe(ScenarioVerdict.Failed);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And the clients share one connection
        And transient errors are retried for up to 4 seconds
        When 2 clients each ask "select one" back to back for 2 seconds
        And 2 clients each ask "totals of a small view" for 2 seconds with a pause of 1 second
        Then the run meets these criteria:
          | load                   | measure        | must be |
          | select one             | failed queries | none    |
          | totals of a small view | failed queries | none    |
        """)]
    public void Clients_BackToBackOrWithAPause_AskAsStated()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Loads[0].Started.ShouldBeGreaterThan(20);
        result.Loads[1].Started.ShouldBeInRange(2, 6);
        result.Client!.Topology.ShouldBe("all sessions share one connection");
        result.Client.RetryPolicy.ShouldBe("short");
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        When the rate of "select one" is raised from 5 times per second by 5 times per second up to 10 times per second, each for 2 seconds
        Then the run meets these criteria:
          | measure        | must be                       |
          | failed queries | none                          |
          | capacity       | at least 10 queries per second |
        """)]
    public void Capacity_WhileEveryStepHolds_IsTheLastStep()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Loads.Select(load => (load.Name, load.Planned)).ShouldBe(
            [("select one at 5 per second", 10), ("select one at 10 per second", 20)]);
        result.Criteria[1].MeasuredText.ShouldStartWith("holds up to 10");
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1 with the NYC taxi trips
        And a warm-up of 1 second
        And the run is abandoned once more than half of the queries fail for 1 second
        When 2 clients each ask these queries every 250 milliseconds for 2 seconds:
          | query                      | share |
          | fare statistics            | 1     |
          | fares by passenger count   | 1     |
        Then the run meets these criteria:
          | measure | must be                |
          | answers | equal to the reference |
        """)]
    public void Answers_ComparedWithTheReference_AreEqual()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Criteria[0].MeasuredText.ShouldBe("all 16 equal");
        result.Loads[0].Warmup!.Queries.ShouldBeGreaterThan(0);
    }

    [Test]
    [Scenarios(
        $"{Spark}When \"select one\" is queried once per fortnight for 5 seconds{NoFailures}",
        $"{Spark}When \"select one\" is queried once per second for 5 secs.{NoFailures}",
        $"{Spark}When \"select one\" is queried once per second for 5 lightyears{NoFailures}",
        $"{Staged}| stage | rate | for |\n| climb | 5 times per second | 1 minute |{NoFailures}",
        $"{Staged}| stage | rate | for |\n| ramp | 5 times per second | 1 minute |{NoFailures}",
        $"{Staged}| stage | rate | for |\n| ramp | from . to 5 times per second | 1 minute |{NoFailures}",
        $"{Staged}| stage | rate | for |\n| ramp | from ١ to 5 times per second | 1 minute |{NoFailures}",
        $"{Staged}| stage | pace | for |\n| ramp | 5 times per second | 1 minute |{NoFailures}")]
    public void Phrases_ThatCannotBeRead_AreQuotedWithAnExample()
    {
        string[] said =
        [
            "\"once per fortnight\" is not a rate: write for example",
            "a step that the suite does not know",
            "\"5 lightyears\" is not a duration: write for example",
            "\"climb\" is not a stage of a load: write steady, ramp or spike.",
            "The ramp \"5 times per second\" cannot be read",
            "\". times per second\" is not a rate: write for example",
            "The ramp \"from ١ to 5 times per second\" cannot be read",
            "The table of stages has the columns \"stage\", \"pace\", \"for\"; it needs",
        ];

        Scenarios.Count.ShouldBe(said.Length);
        foreach (var ((result, _), words) in Scenarios.Zip(said))
        {
            result.Verdict.ShouldBe(ScenarioVerdict.Failed, result.Reason);
            result.Reason!.ShouldContain(words);
            result.Loads.ShouldBeEmpty();
        }
    }
}
