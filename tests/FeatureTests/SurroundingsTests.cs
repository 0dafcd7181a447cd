using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>The culture of the machine, a run that is stopped.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SurroundingsTests : IDisposable
{
    private readonly TestAssembly _assembly = new("Awkward");

    public void Dispose() => _assembly.Dispose();

    [TestCase("LANG", "de_DE.UTF-8", TestName = "Numbers_OnAGermanMachine_AreReadInTheBindingCulture")]
    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", TestName = "Numbers_WithoutGlobalization_AreReadInTheBindingCulture")]
    public async Task Numbers(string variable, string value)
    {
        _assembly.With("a.feature", """
            # language: de
            Funktionalität: Zahlen
              Szenario: Eine halbe
                Angenommen a step that passes
                Wenn another step passes
                Dann the number 0.5 is a half
                Und the culture is en-US
            """);

        var run = await _assembly.RunAsync(null, (variable, value));

        run.ExitCode.ShouldBe(0, run.Output);
        run.Test("Eine halbe").Outcome.ShouldBe("Passed");
    }

    [Test]
    public async Task Run_ThatIsToldToStop_BeginsNoFurtherStep()
    {
        _assembly.With("a.feature", """
            Feature: Some
              Scenario: Long
                Given a step that passes
                When the run is told to stop
                And another step passes
            """);

        var run = await _assembly.RunAsync();

        run.ExitCode.ShouldNotBe(0);
        run.Test("Long").Message.ShouldContain("The run was stopped before this step.");
        run.Messages.Select(message => message["testStepFinished"]?["testStepResult"]?["status"]?.ToString()).OfType<string>()
            .ShouldBe(["PASSED", "PASSED", "FAILED"]);
    }
}
