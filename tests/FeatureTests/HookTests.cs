using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>A hook that fails, of each kind, fails what it belongs to and nothing else.</summary>
internal sealed class HookTests : IDisposable
{
    private const string Said = "this hook fails";
    private static readonly string[] OfAScenario =
        ["fails_before_scenario", "fails_after_scenario", "fails_before_block", "fails_before_step", "fails_after_step"];

    private readonly TestAssembly _assembly = new("Awkward");
    private AssemblyRun _run = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        foreach (var tag in OfAScenario)
        {
            _assembly.With($"{tag}.feature", $"""
                Feature: Scenario that {tag}
                  @{tag}
                  Scenario: It {tag}
                    Given a step that passes
                  Scenario: Beside what {tag}
                    Given a step that passes
                """);
        }

        _run = await _assembly.With("a.feature", """
            @fails_before_feature
            Feature: First
              Scenario: One
                Given a step that passes
              Scenario: Two
                Given a step that passes
            """).With("b.feature", """
            Feature: Second
              Scenario: Three
                Given a step that passes
            """).RunAsync();
    }

    public void Dispose() => _assembly.Dispose();

    [TestCaseSource(nameof(OfAScenario))]
    public void Hook_OfAScenarioThatFails_FailsThatScenario(string tag)
    {
        _run.Test($"It {tag}").Outcome.ShouldBe("Failed");
        _run.Test($"It {tag}").Message.ShouldContain(Said);
        _run.Test($"Beside what {tag}").Outcome.ShouldBe("Passed");
    }

    [Test]
    public void Hook_BeforeAFeatureThatFails_FailsEachScenarioOfThatFeature()
    {
        _run.Test("One").Message.ShouldContain(Said);
        _run.Test("Two").Message.ShouldContain("previous before feature hook error");
        _run.Test("One").Outcome.ShouldBe("Failed");
        _run.Test("Two").Outcome.ShouldBe("Failed");
        _run.Test("Three").Outcome.ShouldBe("Passed");
    }

    /// <summary>As with the classes that Reqnroll.NUnit generates, whose one-time tear-down runs it: no test is at work any more.</summary>
    [Test]
    public async Task Hook_AfterAFeatureThatFails_IsToldWithTheFeature()
    {
        using var assembly = new TestAssembly("Awkward");
        var run = await assembly.With("a.feature", """
            @fails_after_feature
            Feature: First
              Scenario: One
                Given a step that passes
            """).With("b.feature", """
            Feature: Second
              Scenario: Two
                Given a step that passes
            """).RunAsync();

        run.Output.ShouldContain(Said);
        run.Messages.Select(message => message["testRunHookFinished"]?["result"]?["status"]?.ToString()).ShouldContain("FAILED");
        run.Test("Two").Outcome.ShouldBe("Passed");
    }

    [Test]
    public async Task Hook_BeforeTheRunThatFails_FailsEveryScenario()
    {
        using var assembly = new TestAssembly("Awkward");
        var run = await assembly.With("a.feature", "Feature: Some\n  Scenario: One\n    Given a step that passes\n")
            .RunAsync(null, ("FAILING_HOOK", "BeforeTestRun"));

        run.ExitCode.ShouldNotBe(0);
        run.Test("One").Outcome.ShouldBe("Failed");
        run.Test("One").Message.ShouldContain(Said);
    }
}
