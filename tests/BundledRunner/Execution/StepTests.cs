using System.Globalization;
using Reqnroll;

namespace SparkLoad.BundledRunner.Tests.Execution;

public sealed class StepTests
{
    [Test]
    public async Task Run_StepFails_SkipsTheRestAndThrowsItsOwnError()
    {
        var journal = await Run("Given it logs a", "When it throws", "Then it logs b");

        journal.Results["S"].ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("thrown");
        Journal.Lines.ShouldBe(["a"]);
        journal.Output.ShouldBe(
            ["Given it logs a", "-> done", "When it throws", "-> InvalidOperationException: thrown", "Then it logs b", "-> skipped"]);
        journal.Contexts[0].ScenarioExecutionStatus.ShouldBe(ScenarioExecutionStatus.TestError);
    }

    [Test]
    public async Task Run_StepFailsLater_IsWaitedFor()
    {
        var journal = await Run("When it throws later");

        journal.Results["S"]!.Message.ShouldBe("thrown later");
    }

    [Test]
    public async Task Run_UndefinedSteps_FailWithAllDefinitionsToPaste()
    {
        var journal = await Run("Given it logs a", "When \"x\" is undefined 3 times", "Then it logs b", "And so (is) this");

        journal.Results["S"]!.Message.ShouldBe(
            """
            No step definition fits 2 of the steps. To paste:

            [When("{string} is undefined {int} times")]
            public void WhenIsUndefinedTimes(string p0, int p1)
            {
                throw new PendingStepException();
            }

            [Then("so \\(is\\) this")]
            public void ThenSoIsThis()
            {
                throw new PendingStepException();
            }

            """,
            StringCompareShould.IgnoreLineEndings);
        journal.Contexts[0].ShouldSatisfyAllConditions(
            context => context.ScenarioExecutionStatus.ShouldBe(ScenarioExecutionStatus.UndefinedStep),
            context => context.TestError.ShouldBeNull("Reqnroll keeps no error for a step without definition"));
        Journal.Lines.ShouldBe(["a"]);
    }

    [Test]
    public async Task Run_UndefinedAfterAFailure_ShowsTheFailure()
    {
        var journal = await Run("When it throws", "Then undefined");

        journal.Results["S"]!.Message.ShouldBe("thrown");
    }

    [Test]
    public async Task Run_PendingStep_FailsAndNamesIt()
    {
        var journal = await Run("Given it is pending");

        journal.Results["S"].ShouldBeOfType<PendingStepException>().Message.ShouldBe(
            "Pending: 'Given it is pending' (The step definition is not implemented.)");
    }

    [Test]
    public async Task Run_StepIgnores_EndsTheScenarioAsIgnored()
    {
        var journal = await Run("Given it ignores", "Then it logs b");

        journal.Results["S"].ShouldBeOfType<IgnoreException>().Message.ShouldBe("because");
        journal.Contexts[0].ScenarioExecutionStatus.ShouldBe(ScenarioExecutionStatus.Skipped);
        Journal.Lines.ShouldBeEmpty();
    }

    [Test]
    public async Task Run_RunIsStopped_EndsBeforeTheNextStep()
    {
        var journal = await Journal.RunAsync(
            Feature("Given it logs a", "Then it logs b"), "en-US", [typeof(Steps)], () => Journal.Lines.Count > 0);

        journal.Results["S"].ShouldBeOfType<OperationCanceledException>().Message.ShouldBe("The run was stopped before this step.");
        Journal.Lines.ShouldBe(["a"]);
    }

    [Test]
    public async Task Run_AndButAndStar_ContinueTheKindBeforeThem()
    {
        var journal = await Journal.RunAsync(
            "Feature: F\n  Background:\n    When it is acted\n  Scenario: S\n    And it is acted\n    * it is acted\n    Given it logs a\n    But it logs b",
            typeof(Steps));

        journal.Results["S"].ShouldBeNull();
        Journal.Lines.ShouldBe(["acted", "acted", "acted", "a", "b"]);
    }

    [TestCase("de-DE", "0,8")]
    [TestCase("en-US", "0.8")]
    public async Task Run_Numbers_AreReadInTheCultureOfTheBindings(string culture, string number)
    {
        var journal = await Journal.RunAsync(Feature($"Then a rate of {number}"), culture, [typeof(Steps)]);

        journal.Results["S"].ShouldBeNull();
        Journal.Lines.ShouldBe([$"0.8 {culture}"]);
    }

    [Test]
    public async Task Run_ValueOfAnAsyncLocal_FlowsToTheNextSteps()
    {
        var journal = await Run("Given it sets a flow", "Then it sees the flow");

        journal.Results["S"].ShouldBeNull();
        Journal.Lines.ShouldBe(["flowing"]);
    }

    [Test]
    public async Task Run_OutputHelper_ReachesTheTest()
    {
        var journal = await Run("Given it writes");

        journal.Output.ShouldContain("a line of 2");
        journal.Files.ShouldBe(["a.svg"]);
    }

    private static Task<Journal> Run(params string[] steps) => Journal.RunAsync(Feature(steps), typeof(Steps));

    private static string Feature(params string[] steps) =>
        $"Feature: F\n  Scenario: S\n{string.Concat(steps.Select(step => $"    {step}\n"))}";

    [Binding]
    public sealed class Steps(IReqnrollOutputHelper output)
    {
        private static readonly AsyncLocal<string> s_flow = new();

        [Given("it logs {word}")]
        [Then("it logs {word}")]
        public static void Log(string what) => Journal.Lines.Add(what);

        [When("it is acted")]
        public static void Act() => Journal.Lines.Add("acted");

        [When("it throws")]
        public static void Throw() => throw new InvalidOperationException("thrown");

        [When("it throws later")]
        public static async Task ThrowLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("thrown later");
        }

        [Given("it is pending")]
        public static void Pending() => throw new PendingStepException();

        [Given("it ignores")]
        public static void Ignore() => Assert.Ignore("because");

        [Then("a rate of {double}")]
        public static async Task Rate(double rate)
        {
            await Task.Yield();
            Journal.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{rate} {CultureInfo.CurrentCulture.Name}"));
        }

        [Given("it sets a flow")]
        public static void SetFlow() => s_flow.Value = "flowing";

        [Then("it sees the flow")]
        public static async Task SeeFlow()
        {
            await Task.Yield();
            Journal.Lines.Add(s_flow.Value!);
        }

        [Given("it writes")]
        public void Write()
        {
            output.WriteLine("a line of {0}", 2);
            output.AddAttachment("a.svg");
        }
    }
}
