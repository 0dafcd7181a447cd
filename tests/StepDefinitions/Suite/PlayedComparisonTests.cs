using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.SparkConnect;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>
/// Scenarios that compare, on endpoints that pass for two real Sparks, of which 3.5.8 has trips of its own, without passengers.
/// </summary>
internal sealed class PlayedComparisonTests : SharedRunTests
{
    private const string Spark = "Given Spark 4.1.1\n";
    private const string Load = "When one client asks \"select one\" 10 times per second for 1 second\nThen the run meets these "
        + "criteria:\n";
    private const string Criteria = $"{Load}| measure | must be |\n";
    private const string NoFailures = $"{Criteria}| failed queries | none |";
    private PlayedSpark? _spark41;
    private PlayedSpark? _spark35;

    protected override async Task<(string Name, string Value)[]> PrepareAsync()
    {
        _spark41 = await PlayedSpark.StartAsync("4.1.1");
        _spark35 = await PlayedSpark.StartAsync("3.5.8");
        await using var session = new SparkSession(ConnectionString.Parse(_spark35.Address));
        await session.ExecuteCommandAsync(
            "CREATE TABLE nyc_taxi USING parquet AS SELECT CAST(NULL AS INT) AS passenger_count, 2.5 AS fare_amount, 0.5 AS tip_amount "
                + "FROM range(2)");
        return
        [
            ("SPARKLOAD_TARGET_4_1_1", _spark41.Address),
            ("SPARKLOAD_TARGET_3_5_8", _spark35.Address),
            ("SPARKLOAD_TARGET_STAGING", _spark35.Address),
            // Nothing is there: what is refused is refused before Python is started.
            ("SPARKLOAD_PYSPARK_4_1_1", Path.Combine(Path.GetTempPath(), "sparkload-no-pyspark")),
        ];
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await (_spark41?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_spark35?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1 with the NYC taxi trips
        And the load alternates with Spark 3.5.8, 1 rounds each
        When one client asks "fares by passenger count" 4 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |
        """)]
    public void Trips_OfATableOnOneSparkAndSyntheticOnTheOther_AreNotCompared()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.NotRun, result.Reason);
        result.Reason.ShouldBe(
            "Spark 4.1.1 has 1,000,000 synthetic trips (checksum 130ddbd6726a42ba) and Spark 3.5.8 has 2 trips of a table, so the two "
                + "cannot be compared: "
            + "set SPARKLOAD_NYC_TAXI to the same trips on both, for example synthetic");
        result.Loads.ShouldBeEmpty();
    }

    [Test]
    [Scenarios(
        """
        Given Spark 3.5.8 with the NYC taxi trips
        When one client asks "fares by passenger count" 4 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |
        """)]
    public void Query_WithoutRowsOnTheTrips_IsNotMeasured()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.NotRun, result.Reason);
        result.Reason!.ShouldStartWith("\"fares by passenger count\" has no rows on Spark 3.5.8");
        result.Loads.ShouldBeEmpty();
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And a warm-up of 1 second
        And the load alternates with the Spark "staging", 1 rounds each
        When one client asks "select one" 10 times per second for 1 second
        Then the run meets these criteria:
          | load       | measure                                          | must be   |
          | select one | failed queries                                   | none      |
          | select one | median latency compared with the Spark "staging" | no slower |
        """)]
    public void Load_NamedInARow_IsJudgedOnBothSides()
    {
        var result = Scenario.Result;

        result.Loads.Select(load => load.Name).ShouldBe(["select one on Spark 4.1.1", "select one on the Spark \"staging\""]);
        result.Criteria[0].Verdict.ShouldBe(CriterionVerdict.Met);
        // On a busy machine a round can be left out, and then there is no ratio; that it was looked for is what counts here.
        result.Criteria[1].MeasuredText.ShouldNotBe("not compared");
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And a warm-up of 1 second
        And the load "select one" alternates with the same load alone, 1 rounds each
        When one client asks "totals of a small view" back to back for 1 second
        And "select one" is queried 20 times per second for 1 second
        Then the run meets these criteria:
          | load                   | measure                                            | must be         |
          | select one             | failed queries                                     | none            |
          | totals of a small view | failed queries                                     | none            |
          | select one             | median latency compared with the same load alone   | at most 3 times |
        """)]
    public void Load_ComparedWithItselfAlone_IsRunWithAndWithoutTheOthers()
    {
        var result = Scenario.Result;

        result.Loads.Select(load => (load.Name, load.Side)).ShouldBe(
        [
            ("select one alongside others", "the load alongside others"), ("totals of a small view", "the load alongside others"),
            ("select one alone", "the same load alone"),
        ]);
        (result.Loads[0].Planned, result.Loads[2].Planned).ShouldBe((20, 20));
        result.Criteria.Select(row => (row.Load, row.Verdict)).Take(2).ShouldBe(
            [("select one", CriterionVerdict.Met), ("totals of a small view", CriterionVerdict.Met)]);
        result.Criteria[2].MeasuredText.ShouldNotBe("not compared");
        result.Comparisons.ShouldAllBe(made => made.Reference == "the same load alone");
    }

    [Test]
    [Scenarios(
        """
        Given Spark 4.1.1
        And a warm-up of 1 second
        And the load alternates with Spark 3.5.8, 1 rounds each
        When one client asks "totals of a small view" 10 times per second for 1 second
        Then the run meets these criteria:
          | measure                           | must be |
          | answers compared with Spark 3.5.8 | equal   |
        """)]
    public void Answers_OfTwoSparks_AreComparedOutsideOfTheRounds()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Criteria[0].MeasuredText.ShouldBe("all 1 equal");
        result.AnswerDifferences.ShouldBeEmpty();
        result.Loads.Select(load => load.Planned).ShouldBe([10, 10]);
    }

    [Test]
    [Scenarios($"{Spark}And the load alternates with Spark 3.5.8\n{Load}| load | measure | must be |\n| select two | failed queries | "
        + "none |")]
    public void Load_UnknownInARow_FailsBeforeAnyLoad() =>
        ShouldBeRefused("names the load \"select two\", but there is only \"select one\"");

    [Test]
    [Scenarios($"{Spark}And the load alternates with Spark 3.5.8\n{Criteria}| server memory | under 8 GB |")]
    public void Row_ThatRoundsCannotAnswer_FailsBeforeAnyLoad() =>
        ShouldBeRefused("the server is not watched while two sides take turns");

    [Test]
    [Scenarios(
        $"{Spark}And the run is abandoned once more than half of the queries fail for 10 seconds\nAnd the load alternates with Spark "
            + $"3.5.8\n{NoFailures}")]
    public void AbandonRule_InAComparison_FailsBeforeAnyLoad() =>
        ShouldBeRefused("a scenario that compares is never abandoned");

    [Test]
    [Scenarios($"{Spark}And transient errors are retried for up to 4 seconds\nAnd the load alternates with PySpark\n{NoFailures}")]
    public void BriefRetries_BesidePySpark_FailBeforeAnyLoad() =>
        ShouldBeRefused("PySpark has no such policy");

    private void ShouldBeRefused(string because)
    {
        var result = Scenario.Result;
        result.Verdict.ShouldBe(ScenarioVerdict.Failed, result.Reason);
        result.Loads.ShouldBeEmpty();
        result.Reason!.ShouldContain(because);
    }
}
