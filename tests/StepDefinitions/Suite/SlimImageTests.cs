using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Slim images have no cultures; the suite runs there as everywhere, and writes the same figures.</summary>
public sealed class SlimImageTests
{
    [Test]
    public async Task Suite_WithoutCultures_RunsAndDrawsItsPage()
    {
        using var suite = SuiteProcess.WithScenarios(
            """
            Given Spark 4.1.1
            When "select one" is queried 400 times per second for 2.5 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
            """);

        var outcome = await suite.RunAsync("TestCategory=mistake", ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));

        var scenario = outcome.Results.ShouldNotBeNull(outcome.Output).Scenarios.ShouldHaveSingleItem();
        // On a machine that others use, the generator may be late, which is a verdict of its own.
        scenario.Verdict.ShouldBeOneOf(ScenarioVerdict.Passed, ScenarioVerdict.Inconclusive);
        scenario.Criteria.ShouldHaveSingleItem().MeasuredText.ShouldBe("0 of 1,000");
        var page = File.ReadAllText(Path.Combine(Directory.GetDirectories(suite.Reports, "20*").ShouldHaveSingleItem(), "index.html"));
        page.ShouldContain("data-state=\"finished\"");
        page.ShouldContain("0 of 1,000");
    }
}
