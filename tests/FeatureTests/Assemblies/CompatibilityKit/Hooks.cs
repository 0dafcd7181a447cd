using NUnit.Framework;
using Reqnroll;

namespace SparkLoad.FeatureTests.CompatibilityKit;

[Binding, Scope(Feature = "Hooks")]
public static class Hooks
{
    [BeforeScenario]
    public static void Before() { }

    [When("a step passes")]
    public static void Pass() { }

    [When("a step fails")]
    public static void Fail() => Assert.Fail();

    [AfterScenario]
    public static void After() { }
}

/// <summary>Scoped method by method: where class and method have a scope, one of the two is enough.</summary>
[Binding]
public static class HooksConditional
{
    private const string Feature = "Hooks - Conditional execution";

    [BeforeScenario, Scope(Feature = Feature, Tag = "passing-hook")]
    public static void PassBefore() { }

    [BeforeScenario, Scope(Feature = Feature, Tag = "fail-before")]
    public static void FailBefore() => Assert.Fail();

    [When("a step passes"), Scope(Feature = Feature)]
    public static void Pass() { }

    [AfterScenario, Scope(Feature = Feature, Tag = "fail-after")]
    public static void FailAfter() => Assert.Fail();

    [AfterScenario, Scope(Feature = Feature, Tag = "passing-hook")]
    public static void PassAfter() { }
}

[Binding, Scope(Feature = "Hooks - Named")]
public static class HooksNamed
{
    [BeforeScenario]
    public static void Before() { }

    [When("a step passes")]
    public static void Pass() { }

    [AfterScenario]
    public static void After() { }
}

/// <inheritdoc cref="HooksConditional"/>
[Binding]
public static class HooksSkipped
{
    private const string Feature = "Hooks and skipped";

    [BeforeScenario, Scope(Feature = Feature)]
    public static void BeforeOthers() { }

    [BeforeScenario, Scope(Feature = Feature, Tag = "skip-before")]
    public static void SkipBefore() => Assert.Ignore();

    [BeforeScenario, Scope(Feature = Feature)]
    public static void BeforeSteps() { }

    [Given("a normal step"), Scope(Feature = Feature)]
    public static void Pass() { }

    [Given("a step that skips"), Scope(Feature = Feature)]
    public static void Skip() => Assert.Ignore();

    [AfterScenario(Order = 3), Scope(Feature = Feature)]
    public static void AfterOthers() { }

    [AfterScenario(Order = 2), Scope(Feature = Feature, Tag = "skip-after")]
    public static void SkipAfter() => Assert.Ignore();

    [AfterScenario(Order = 1), Scope(Feature = Feature)]
    public static void AfterSteps() { }
}

[Binding, Scope(Feature = "Hooks - With Undefined Steps")]
public static class HooksUndefined
{
    [BeforeScenario]
    public static void Before() { }

    [AfterScenario]
    public static void After() { }
}

/// <summary>Hooks of the run are never run if they have a scope. The kit wants hooks after something in reverse order.</summary>
[Binding]
public static class GlobalHooks
{
    private const string Feature = "Global hooks";

    [BeforeTestRun]
    public static void BeforeFirst() { }

    [BeforeTestRun]
    public static void BeforeSecond() { }

    [When("a step passes"), Scope(Feature = Feature)]
    public static void Pass() { }

    [When("a step fails"), Scope(Feature = Feature)]
    public static void Fail() => Assert.Fail();

    [AfterTestRun(Order = 2)]
    public static void AfterFirst() { }

    [AfterTestRun(Order = 1)]
    public static void AfterSecond() { }
}

/// <inheritdoc cref="GlobalHooks"/>
[Binding]
public static class GlobalHooksAfterallError
{
    [BeforeTestRun]
    public static void BeforeFirst() { }

    [BeforeTestRun]
    public static void BeforeSecond() { }

    [When("a step passes"), Scope(Feature = "Global hooks - AfterAll error")]
    public static void Pass() { }

    [AfterTestRun(Order = 5)]
    public static void AfterFirst() { }

    [AfterTestRun(Order = 4)]
    public static void FailAfter() => Assert.Fail();

    [AfterTestRun(Order = 3)]
    public static void AfterThird() { }
}
