using System.Globalization;
using NUnit.Framework;
using NUnit.Framework.Internal;
using Reqnroll;

namespace SparkLoad.FeatureTests.Awkward;

/// <summary>Steps that do what the tests ask for.</summary>
[Binding]
public static class Steps
{
    [Given("a step that passes")]
    public static void Pass()
    {
    }

    [When("another step passes")]
    public static void PassAgain()
    {
    }

    [Then("the number {double} is a half")]
    public static void Half(double number) => Assert.That(number, Is.EqualTo(0.5));

    [Then("the culture is {word}")]
    public static void Culture(string name) => Assert.That(CultureInfo.CurrentCulture.Name, Is.EqualTo(name));

    /// <summary>As NUnit does when an IDE or the test platform asks it to.</summary>
    [When("the run is told to stop")]
    public static void Stop() => TestExecutionContext.CurrentContext.ExecutionStatus = TestExecutionStatus.StopRequested;
}

/// <summary>Hooks that fail where a tag, or the variable <c>FAILING_HOOK</c>, says so.</summary>
[Binding]
public static class Hooks
{
    [BeforeTestRun]
    public static void BeforeRun() => FailIfAsked("BeforeTestRun");

    [AfterTestRun]
    public static void AfterRun() => FailIfAsked("AfterTestRun");

    [BeforeFeature("fails_before_feature")]
    public static void BeforeFeature() => Fail();

    [AfterFeature("fails_after_feature")]
    public static void AfterFeature() => Fail();

    [BeforeScenario("fails_before_scenario")]
    public static void BeforeScenario() => Fail();

    [AfterScenario("fails_after_scenario")]
    public static void AfterScenario() => Fail();

    [BeforeScenarioBlock("fails_before_block")]
    public static void BeforeBlock() => Fail();

    [BeforeStep("fails_before_step")]
    public static void BeforeStep() => Fail();

    [AfterStep("fails_after_step")]
    public static void AfterStep() => Fail();

    private static void FailIfAsked(string hook)
    {
        if (Environment.GetEnvironmentVariable("FAILING_HOOK") == hook)
        {
            Fail();
        }
    }

    private static void Fail() => throw new InvalidOperationException("this hook fails");
}
