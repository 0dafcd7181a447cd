using System.Reflection;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>What a test looks at: the steps of each of its scenarios, a line each.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenariosAttribute(params string[] steps) : Attribute
{
    public IReadOnlyList<string> Steps => steps;
}

/// <summary>
/// Tests whose scenarios stand in their <see cref="ScenariosAttribute"/>: those of a fixture are executed in one run of the suite, because
/// a run of each would take longer to start and to end than its scenario.
/// </summary>
internal abstract class SharedRunTests
{
    private readonly Dictionary<string, List<ExecutedScenario>> _scenarios = [];

    /// <summary>The scenarios of the test that asks, in their order.</summary>
    protected IReadOnlyList<ExecutedScenario> Scenarios => _scenarios[TestContext.CurrentContext.Test.MethodName!];

    /// <summary>The only scenario of the test that asks.</summary>
    protected ExecutedScenario Scenario => Scenarios.ShouldHaveSingleItem();

    /// <summary>What the home holds beside its features: path from its folder of features, and text.</summary>
    protected virtual IReadOnlyList<(string Path, string Text)> Files => [];

    /// <summary>Looks at the folder of the run before it is removed.</summary>
    protected virtual void LookAt(string runFolder)
    {
    }

    [OneTimeSetUp]
    public async Task ExecuteAsync()
    {
        var stated = GetType().GetMethods()
            .Select(method => (method.Name, method.GetCustomAttribute<ScenariosAttribute>()?.Steps))
            .SelectMany(test => (test.Steps ?? []).Select((steps, n) => (Test: test.Name, Title: $"{test.Name}, {n + 1}", Steps: steps)))
            .ToList();
        var text = stated.Select(scenario => $"  Scenario: {scenario.Title}\n{scenario.Steps}\n");
        using var suite = SuiteProcess.WithFeatures(
            [("Shared.feature", $"@shared\nFeature: Of many tests\n{string.Concat(text)}"), .. Files]);
        var outcome = await suite.RunAsync("TestCategory=shared", await PrepareAsync());

        outcome.Output.ShouldNotContain(nameof(PlanException));
        LookAt(Directory.GetDirectories(suite.Reports).Max()!);
        var results = (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios;
        results.Select(result => result.Scenario).ShouldBe(stated.Select(scenario => scenario.Title), ignoreOrder: true);
        foreach (var (test, title, _) in stated)
        {
            var result = results.Single(result => result.Scenario == title);
            var tested = outcome.Tests.Single(test => test.Name == title);
            (tested.Outcome == "Passed").ShouldBe(result.Verdict == ScenarioVerdict.Passed, outcome.Output);
            _scenarios.TryAdd(test, []);
            _scenarios[test].Add(new(result, tested));
        }

        (outcome.ExitCode == 0).ShouldBe(results.All(result => result.Verdict == ScenarioVerdict.Passed), outcome.Output);
    }

    /// <summary>Starts what the run needs alongside the suite.</summary>
    /// <returns>Variables of the run.</returns>
    protected virtual Task<(string Name, string Value)[]> PrepareAsync() => Task.FromResult<(string, string)[]>([]);
}

/// <param name="Result">As the suite reports it.</param>
/// <param name="Test">As the test platform does.</param>
internal sealed record ExecutedScenario(ScenarioResult Result, TestedScenario Test);
