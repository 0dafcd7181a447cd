using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Queries;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

public sealed class CapacityTests
{
    [Test]
    public void Capacity_OfSteps_IsTheLastThatHeldAndSaysWhatBrokeTheNext()
    {
        var rows = Search("at least 20 queries per second", Step(10, latency: 20), Step(20, latency: 30), Step(30, latency: 3000));

        (rows[0].Verdict, rows[0].MeasuredText, rows[0].Measured).ShouldBe((CriterionVerdict.Met, "holds up to 20 queries per second", 20));
        rows[0].Note.ShouldBe("at 30 queries per second median latency must be under 1 second, but was 3 s");
        rows[1].MeasuredText.ShouldBe("30 ms");
        Search("at least 21 queries per second", Step(10), Step(20), Step(30, latency: 3000))[0].Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [TestCase("at least 170 queries per minute", CriterionVerdict.Met)]
    [TestCase("above 169 queries per minute", CriterionVerdict.Met)]
    [TestCase("above 170 queries per minute", CriterionVerdict.NotMet)]
    [TestCase("at least 171 queries per minute", CriterionVerdict.NotMet)]
    public void Capacity_ThatIsNoDecimal_IsComparedUnrounded(string mustBe, CriterionVerdict verdict) =>
        Search(mustBe, Step(170 / 60.0), Step(270 / 60.0, latency: 3000))[0].Verdict.ShouldBe(verdict);

    [Test]
    public void Capacity_OfWhichNoStepHeld_IsNone()
    {
        var rows = Search("at least 5 queries per second", Step(10, latency: 3000));

        (rows[0].Verdict, rows[0].MeasuredText, rows[0].Measured).ShouldBe(
            (CriterionVerdict.NotMet, "does not hold 10 queries per second", 0));
        rows[1].Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void Capacity_WhoseLastStepWasAbandoned_SaysSo() =>
        Search("at least 10 queries per second", Step(10), Step(20, abandoned: true))[0].Note.ShouldBe(
            "at 20 queries per second the load was abandoned");

    [TestCase("at least 10 queries per second", CriterionVerdict.Met)]
    [TestCase("above 9 queries per second", CriterionVerdict.Met)]
    [TestCase("at least 15 queries per second", CriterionVerdict.Inconclusive)]
    [TestCase("under 100 queries per second", CriterionVerdict.Inconclusive)]
    [TestCase("at most 10 queries per second", CriterionVerdict.Inconclusive)]
    public void Capacity_WhoseLastStepCannotBeTold_IsAtLeastWhatHeld(string mustBe, CriterionVerdict verdict)
    {
        var row = Search(mustBe, Step(10), Step(20, bottleneck: "tired"))[0];

        (row.Verdict, row.MeasuredText).ShouldBe((verdict, "holds up to 10 queries per second"));
        row.Note.ShouldBe("at 20 queries per second median latency is inconclusive: the generator was the bottleneck: tired");
    }

    [Test]
    public void Capacity_WithoutSteps_IsRefused()
    {
        var criteria = CriteriaSet.Parse([("capacity", "at least 10 queries per second"), ("failed queries", "none")]);
        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith([Open(10, Seconds(60))])).Message.ShouldBe(
            "The row | capacity | at least 10 queries per second | of the criteria table cannot be judged: the load has no steps of the "
                + "rate.");
        criteria.Judge(OneMinute().Queries(600).Done(), EvidenceKind.Acceptance)[0].Note.ShouldBe("the load has no steps of the rate");
        var alone = CriteriaSet.Parse([("capacity", "at least 10 queries per second")]);
        Should.Throw<CriterionFormatException>(() => alone.ValidatedWith([Simulated.Search(10, 10, 20, Seconds(60))])).Message
            .ShouldBe("A capacity needs a further row that says what holding a rate means, for example | failed queries | none |.");
    }

    private static IReadOnlyList<CriterionResult> Search(string capacity, params CapacityStep[] steps) => CriteriaSet
        .Parse([("capacity", capacity), ("median latency", "under 1 second")]).Judge(steps, EvidenceKind.Acceptance);

    private static CapacityStep Step(double perSecond, double latency = 20, bool abandoned = false, string? bottleneck = null)
    {
        var load = new Measured(Open(perSecond, Seconds(60))).Queries((int)perSecond * 60, latency)
            .Done(abandoned: abandoned, brokeOff: abandoned ? "abandoned" : null, bottleneck: bottleneck);
        return new CapacityStep(
            perSecond, load, CriteriaSet.Parse([("median latency", "under 1 second")]).Judge(load, EvidenceKind.Acceptance));
    }
}
