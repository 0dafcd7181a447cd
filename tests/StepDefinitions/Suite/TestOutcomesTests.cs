using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Whatever NUnit says of a test after its scenario has its verdict, as where a hook fails, the results say too.</summary>
internal sealed class TestOutcomesTests
{
    private static readonly ScenarioResult Known = new()
    {
        Id = "one",
        FeatureUri = "one.feature",
        Feature = "One",
        Scenario = "One",
        Verdict = ScenarioVerdict.Passed,
        EvidenceParts = Evidence.None,
    };

    [TestCase(TestStatus.Failed, ScenarioVerdict.Failed)]
    [TestCase(TestStatus.Warning, ScenarioVerdict.Failed)]
    [TestCase(TestStatus.Skipped, ScenarioVerdict.NotRun)]
    public void Result_OfATestThatEndedOtherwise_SaysSo(TestStatus status, ScenarioVerdict verdict)
    {
        var corrected = Corrected(Known, status).ShouldHaveSingleItem();

        (corrected.Id, corrected.Verdict).ShouldBe(("one", verdict));
        corrected.Reason.ShouldBe("its criteria are met, but the test is not passed: A hook failed.");
    }

    [TestCase(ScenarioVerdict.Passed, TestStatus.Passed)]
    [TestCase(ScenarioVerdict.Inconclusive, TestStatus.Failed)]
    public void Result_OfATestThatEndedLikewise_StaysAsItIs(ScenarioVerdict verdict, TestStatus status) =>
        Corrected(Known with { Verdict = verdict }, status).ShouldBeEmpty();

    private static IReadOnlyList<ScenarioResult> Corrected(ScenarioResult known, TestStatus status)
    {
        using var apart = new TestExecutionContext.IsolatedContext();
        var test = new TestMethod(new MethodWrapper(typeof(TestOutcomesTests), nameof(Corrected)));
        var all = new TestSuite("all");
        all.Add(test);
        var (ended, result) = (test.MakeTestResult(), (TestSuiteResult)all.MakeTestResult());
        ended.SetResult(new ResultState(status), "A hook failed.");
        result.AddResult(ended);
        var outcomes = new TestOutcomes();
        TestExecutionContext.CurrentContext.CurrentTest = test;
        outcomes.Is(known.Id);
        TestExecutionContext.CurrentContext.CurrentResult = result;
        return outcomes.Corrected([known]);
    }
}
