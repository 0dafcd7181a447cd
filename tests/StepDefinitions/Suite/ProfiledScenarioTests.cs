using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A scenario that asks for a profile, from its step to its files.</summary>
public sealed class ProfiledScenarioTests
{
    private const string Scenario =
        """
        Given Spark 4.1.1
        And the client is profiled
        When "select one" is queried 50 times per second for 4 seconds
        Then the run meets these criteria:
          | measure        | must be    |
          | failed queries | none       |
          | client memory  | under 5 GB |
        """;

    [Test]
    public async Task Client_Profiled_HasItsWorkInTheResultsAndTheFolder()
    {
        using var suite = SuiteProcess.WithScenarios(Scenario);

        var outcome = await suite.RunAsync("TestCategory=mistake");

        outcome.ExitCode.ShouldBe(0, outcome.Output);
        var scenario = outcome.Results!.Scenarios.ShouldHaveSingleItem();
        var profile = scenario.Resources!.Client!.Profile!;
        TestContext.Out.WriteLine(
            string.Join('\n', profile.Cpu!.Frames.Select(frame => $"{new string(' ', frame.Depth)}{frame.Name} {frame.Samples}")));
        profile.Note.ShouldBeNull();
        scenario.Client!.Profiled.ShouldBeTrue();
        scenario.EvidenceNote.ShouldEndWith(", profiled");
        // The marks of the profile lie around the load; the recording is longer by the idle time, which is a second at least.
        profile.DurationMs!.Value.ShouldBeInRange(scenario.Loads[0].DurationMs - 10, scenario.Loads[0].DurationMs + 1000);
        profile.Cpu.Frames.ShouldContain(frame => frame.Name.StartsWith("SparkLoad.", StringComparison.Ordinal));
        profile.Allocations!.Samples.ShouldBeGreaterThan(0);
        var folder = Directory.GetDirectories(suite.Reports).ShouldHaveSingleItem();
        foreach (var ending in (string[])[".nettrace", ".speedscope.json", ".flamegraph.svg"])
        {
            File.Exists(Path.Combine(folder, "profiles", scenario.Id + ending)).ShouldBeTrue(ending);
        }

        (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"))).ShouldContain("Flame graph of CPU samples in managed code");
    }

    [Test]
    public async Task Client_ThatCannotBeProfiled_IsMeasuredAllTheSameAndSaysWhy()
    {
        using var suite = SuiteProcess.WithScenarios(Scenario);

        var outcome = await suite.RunAsync("TestCategory=mistake", ("DOTNET_EnableDiagnostics", "0"));

        outcome.ExitCode.ShouldBe(0, outcome.Output);
        var scenario = outcome.Results!.Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.Passed);
        scenario.Client!.Profiled.ShouldBeFalse();
        scenario.EvidenceNote.ShouldNotContain("profiled");
        scenario.Resources!.Client!.Profile!.Note!.ShouldStartWith("The client was not profiled: the runtime cannot be profiled");
    }
}
