using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A folder of a team's own: nothing of it is built, and all that a run needs and leaves is in it.</summary>
internal sealed class TeamHomeTests
{
    private const string Feature =
        """
        @own
        Feature: Our own question
          Scenario: It is answered
            Given the Spark "lake-eu"
            When "our question" is queried 10 times per second for 10 minutes
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    [Test]
    public async Task Home_WithFeaturesQueriesAndSettings_HoldsTheReportsAndTheirHistory()
    {
        using var suite = SuiteProcess.WithFeatures(("own.feature", Feature));
        suite.ReportsInHome = true;
        await File.WriteAllTextAsync(
            Path.Combine(suite.Home!, "sparkload.json"),
            """{ "SPARKLOAD_TARGET_LAKE_EU": "embedded", "SPARKLOAD_DURATION_SCALE": "1/100" }""");
        await File.WriteAllTextAsync(
            Path.Combine(suite.Home!, "queries", "our question.sql"), "-- Ours.\n--\n-- rows: 1\nSELECT 42 AS answer\n");

        var outcome = await suite.RunAsync("TestCategory=own");

        outcome.ExitCode.ShouldBe(0, outcome.Output);
        var scenario = outcome.Results!.Scenarios.ShouldHaveSingleItem();
        scenario.Target!.Name.ShouldBe("lake-eu");
        scenario.Loads.ShouldHaveSingleItem().DurationMs.ShouldBe(6_000, 1_000, "the scale of the home's settings");
        scenario.Loads[0].Query.ShouldBe("our question");
        (await File.ReadAllTextAsync(Path.Combine(suite.Reports, "index.html"))).ShouldContain(outcome.Results.Run.Id);
    }
}
