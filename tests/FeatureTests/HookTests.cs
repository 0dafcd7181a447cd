using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>A hook that fails, of each kind, fails what it belongs to and nothing else.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HookTests : IDisposable
{
    private const string Said = "this hook fails";

    private readonly TestAssembly _assembly = new("Awkward");

    public void Dispose() => _assembly.Dispose();

    [TestCase("fails_before_scenario")]
    [TestCase("fails_after_scenario")]
    [TestCase("fails_before_block")]
    [TestCase("fails_before_step")]
    [TestCase("fails_after_step")]
    public async Task Hook_OfAScenarioThatFails_FailsThatScenario(string tag)
    {
        var run = await _assembly.With("a.feature", $"""
            Feature: Some
              @{tag}
              Scenario: First
                Given a step that passes
              Scenario: Second
                Given a step that passes
            """).RunAsync();

        run.Test("First").Outcome.ShouldBe("Failed");
        run.Test("First").Message.ShouldContain(Said);
        run.Test("Second").Outcome.ShouldBe("Passed");
    }

    [Test]
    public async Task Hook_BeforeAFeatureThatFails_FailsEachScenarioOfThatFeature()
    {
        var run = await _assembly.With("a.feature", """
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

        run.Test("One").Message.ShouldContain(Said);
        run.Test("Two").Message.ShouldContain("previous before feature hook error");
        run.Test("One").Outcome.ShouldBe("Failed");
        run.Test("Two").Outcome.ShouldBe("Failed");
        run.Test("Three").Outcome.ShouldBe("Passed");
    }

    /// <summary>As with the classes that Reqnroll.NUnit generates, whose one-time tear-down runs it: no test is at work any more.</summary>
    [Test]
    public async Task Hook_AfterAFeatureThatFails_IsToldWithTheFeature()
    {
        var run = await _assembly.With("a.feature", """
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
        var run = await _assembly.With("a.feature", "Feature: Some\n  Scenario: One\n    Given a step that passes\n")
            .RunAsync(null, ("FAILING_HOOK", "BeforeTestRun"));

        run.ExitCode.ShouldNotBe(0);
        run.Test("One").Outcome.ShouldBe("Failed");
        run.Test("One").Message.ShouldContain(Said);
    }
}
