using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.SparkConnect;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Scenarios that compare, on endpoints that pass for two real Sparks.</summary>
internal sealed class PlayedComparisonTests
{
    private const string NoFailures = "| failed queries | none |";
    private PlayedSpark _spark41 = null!;
    private PlayedSpark _spark35 = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _spark41 = await PlayedSpark.StartAsync("4.1.1");
        _spark35 = await PlayedSpark.StartAsync("3.5.8");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await (_spark41?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_spark35?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task Trips_OfATableOnOneSparkAndSyntheticOnTheOther_AreNotCompared()
    {
        await using var session = new SparkSession(ConnectionString.Parse(_spark35.Address));
        await session.ExecuteCommandAsync(
            "CREATE TABLE nyc_taxi USING parquet AS SELECT id AS passenger_count, 2.5 AS fare_amount, 0.5 AS tip_amount FROM range(2)");
        try
        {
            var result = await RunAsync(
                """
                Given Spark 4.1.1 with the NYC taxi trips
                And the load alternates with Spark 3.5.8, 1 rounds each
                When one client asks "fares by passenger count" 4 times per second for 1 second
                Then the run meets these criteria:
                  | measure        | must be |
                  | failed queries | none    |
                """);

            result.Verdict.ShouldBe(ScenarioVerdict.NotRun, result.Reason);
            result.Reason.ShouldBe(
                "Spark 4.1.1 has 1,000,000 synthetic trips (checksum 130ddbd6726a42ba) and Spark 3.5.8 has 2 trips of a table, so the two cannot be compared: "
                + "let SPARKLOAD_NYC_TAXI name the same trips on both, for example synthetic");
            result.Loads.ShouldBeEmpty();
        }
        finally
        {
            await session.ExecuteCommandAsync("DROP TABLE nyc_taxi");
        }
    }

    [Test]
    public async Task Load_NamedInARow_IsJudgedOnBothSides()
    {
        var result = await RunAsync(
            """
            Given Spark 4.1.1
            And a warm-up of 1 second
            And the load alternates with Spark 3.5.8, 1 rounds each
            When one client asks "select one" 10 times per second for 1 second
            Then the run meets these criteria:
              | load       | measure                                  | must be   |
              | select one | failed queries                           | none      |
              | select one | median latency compared with Spark 3.5.8 | no slower |
            """);

        result.Loads.Select(load => load.Name).ShouldBe(["select one on Spark 4.1.1", "select one on Spark 3.5.8"]);
        result.Criteria[0].Verdict.ShouldBe(CriterionVerdict.Met);
        // On a busy machine a round can be left out, and then there is no ratio; that it was looked for is what counts here.
        result.Criteria[1].MeasuredText.ShouldNotBe("not compared");
    }

    [Test]
    public async Task Load_UnknownInARow_FailsBeforeAnyLoad()
    {
        var result = await RefusedAsync("the load alternates with Spark 3.5.8", "| select two | failed queries | none |", "| load | measure | must be |");

        result.Reason!.ShouldContain("names the load \"select two\", but there is only \"select one\"");
    }

    [Test]
    public async Task Row_ThatRoundsCannotAnswer_FailsBeforeAnyLoad()
    {
        var result = await RefusedAsync("the load alternates with Spark 3.5.8", "| server memory | under 8 GB |");

        result.Reason!.ShouldContain("the server is not watched while two sides take turns");
    }

    [Test]
    public async Task AbandonRule_InAComparison_FailsBeforeAnyLoad()
    {
        var result = await RefusedAsync(
            "the run is abandoned once more than half of the queries fail for 10 seconds\nAnd the load alternates with Spark 3.5.8", NoFailures);

        result.Reason!.ShouldContain("a scenario that compares is never abandoned");
    }

    [Test]
    public async Task BriefRetries_BesidePySpark_FailBeforeAnyLoad()
    {
        var result = await RefusedAsync("transient errors are retried for up to 4 seconds\nAnd the load alternates with PySpark", NoFailures);

        result.Reason!.ShouldContain("PySpark has no such policy");
    }

    private async Task<ScenarioResult> RefusedAsync(string given, string row, string head = "| measure | must be |")
    {
        var result = await RunAsync(
            $"""
            Given Spark 4.1.1
            And {given}
            When one client asks "select one" 10 times per second for 1 second
            Then the run meets these criteria:
              {head}
              {row}
            """,
            ("SPARKLOAD_DURATION_SCALE", "1/20"));
        result.Verdict.ShouldBe(ScenarioVerdict.Failed, result.Reason);
        result.Loads.ShouldBeEmpty();
        return result;
    }

    private async Task<ScenarioResult> RunAsync(string scenario, params (string Name, string Value)[] more)
    {
        using var suite = SuiteProcess.WithScenarios(scenario);
        var outcome = await suite.RunAsync(
            "TestCategory=mistake",
            [
                ("SPARKLOAD_TARGET_4_1_1", _spark41.Address),
                ("SPARKLOAD_TARGET_3_5_8", _spark35.Address),
                // Nothing is there: what is refused is refused before Python is started.
                ("SPARKLOAD_PYSPARK_4_1_1", Path.Combine(suite.Reports, "pyspark")),
                .. more,
            ]);
        var result = (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios.ShouldHaveSingleItem();
        (outcome.ExitCode == 0).ShouldBe(result.Verdict == ScenarioVerdict.Passed, outcome.Output);
        return result;
    }
}
