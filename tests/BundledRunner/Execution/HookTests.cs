using Reqnroll;

namespace SparkLoad.BundledRunner.Tests.Execution;

public sealed class HookTests
{
    private const string TwoScenarios = """
        @feature-tag
        Feature: F
          Scenario: First
            Given it runs
          @special
          Scenario: Second
            Given it runs
        """;

    [Test]
    public async Task Run_AllHooks_RunAroundWhatTheyBelongTo()
    {
        await Journal.RunAsync(TwoScenarios, typeof(EveryHook));

        Journal.Lines.ShouldBe(
        [
            "before run", "before feature F",
            "before scenario First", "before step", "step", "after step", "after scenario",
            "before scenario Second", "before special", "before step", "step", "after step", "after scenario",
            "after feature F", "after run",
        ]);
    }

    [Test]
    public async Task Run_HooksWithOrder_RunFromLowToHighAlsoAfterwards()
    {
        await Journal.RunAsync("Feature: F\n  Scenario: S\n    Given it runs", typeof(Ordered));

        Journal.Lines.ShouldBe(["before 1", "before 2", "before 10000", "after 1", "after 10000"]);
    }

    [Test]
    public async Task Run_HookBeforeScenarioFails_SkipsStepsAndStillRunsHooksAfterwards()
    {
        var journal = await Journal.RunAsync("Feature: F\n  Scenario: S\n    Given it runs", typeof(FailingBefore));

        journal.Results["S"]!.Message.ShouldBe("no way in");
        Journal.Lines.ShouldBe(["after: no way in"]);
    }

    [Test]
    public async Task Run_HookAfterScenarioFails_IsReported()
    {
        var journal = await Journal.RunAsync("Feature: F\n  Scenario: S\n    Given it runs", typeof(FailingAfter));

        journal.Results["S"].ShouldBeNull();
        journal.EndResults["S"]!.Message.ShouldBe("no way out");
        journal.Contexts[0].TestError.Message.ShouldBe("no way out");
    }

    [Test]
    public async Task Run_HookBeforeFeatureFails_FailsAllItsScenarios()
    {
        var journal = await Journal.RunAsync(TwoScenarios, typeof(FailingFeature));

        journal.Results["First"]!.Message.ShouldBe("no feature");
        journal.Results["Second"]!.Message.ShouldBe("Not run: a hook before the feature 'F' has failed.");
        Journal.Lines.ShouldBe(["after feature: no feature"]);
    }

    [Test]
    public async Task Run_HookOutsideScenariosThatIsNotStatic_FailsEveryScenario()
    {
        var journal = await Journal.RunAsync(TwoScenarios, typeof(NotStatic));

        journal.Results["First"].ShouldBeOfType<BindingException>().Message.ShouldBe(
            "The binding NotStatic.Start() runs outside of scenarios: make it static.");
    }

    [Binding]
    public sealed class EveryHook(ScenarioContext scenario)
    {
        [BeforeTestRun]
        public static void BeforeRun() => Journal.Lines.Add("before run");

        [AfterTestRun]
        public static async Task AfterRun()
        {
            await Task.Yield();
            Journal.Lines.Add("after run");
        }

        [BeforeFeature("feature-tag")]
        public static void BeforeFeature(FeatureContext feature) => Journal.Lines.Add($"before feature {feature.FeatureInfo.Title}");

        [AfterFeature]
        public static void AfterFeature(FeatureInfo feature) => Journal.Lines.Add($"after feature {feature.Title}");

        [BeforeScenario]
        public void BeforeScenario() => Journal.Lines.Add($"before scenario {scenario.ScenarioInfo.Title}");

        [BeforeScenario("special", "feature-other")]
        public static void BeforeSpecial() => Journal.Lines.Add("before special");

        [AfterScenario("@feature-tag")]
        public static async ValueTask AfterScenario()
        {
            await Task.Yield();
            Journal.Lines.Add("after scenario");
        }

        [BeforeStep]
        public static void BeforeStep() => Journal.Lines.Add("before step");

        [AfterStep]
        public static void AfterStep() => Journal.Lines.Add("after step");

        [Given("it runs")]
        public static void Step() => Journal.Lines.Add("step");
    }

    [Binding]
    public static class Ordered
    {
        [BeforeScenario]
        public static void Last() => Journal.Lines.Add("before 10000");

        [BeforeScenario(Order = 2)]
        public static void Second() => Journal.Lines.Add("before 2");

        [BeforeScenario(Order = 1)]
        public static void First() => Journal.Lines.Add("before 1");

        [AfterScenario]
        public static void AfterLast() => Journal.Lines.Add("after 10000");

        [AfterScenario(Order = 1)]
        public static void AfterFirst() => Journal.Lines.Add("after 1");

        [Given("it runs")]
        public static void Step()
        {
        }
    }

    [Binding]
    public sealed class FailingBefore(ScenarioContext scenario)
    {
        [BeforeScenario]
        public static void Before() => throw new InvalidOperationException("no way in");

        [AfterScenario]
        public void After() => Journal.Lines.Add($"after: {scenario.TestError.Message}");

        [Given("it runs")]
        public static void Step() => Journal.Lines.Add("step");
    }

    [Binding]
    public static class FailingAfter
    {
        [AfterScenario]
        public static Task After() => Task.FromException(new InvalidOperationException("no way out"));

        [Given("it runs")]
        public static void Step()
        {
        }
    }

    [Binding]
    public static class FailingFeature
    {
        [BeforeFeature]
        public static void Before() => throw new InvalidOperationException("no feature");

        [AfterFeature]
        public static void After(FeatureContext feature) => Journal.Lines.Add($"after feature: {feature.TestError.Message}");

        [Given("it runs")]
        public static void Step() => Journal.Lines.Add("step");
    }

    [Binding]
    public sealed class NotStatic
    {
        [BeforeTestRun]
        public void Start() => Journal.Lines.Add(ToString()!);
    }
}
