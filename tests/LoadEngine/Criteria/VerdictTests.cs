using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class VerdictTests
{
    private static readonly CriteriaSet Usual = CriteriaSet.Parse([("failed queries", "none"), ("median latency", "under 1 second")]);

    [Test]
    public void Scenario_WithAllRowsMet_HasPassed()
    {
        var load = OneMinute().Queries(600).Done();

        ScenarioJudge.Judge(Usual.Judge(load, EvidenceKind.Acceptance), [load]).ShouldBe((ScenarioVerdict.Passed, null));
    }

    [Test]
    public void Scenario_WithRowsNotMet_NamesEach()
    {
        var load = OneMinute().Queries(300).Queries(300, outcome: QueryOutcome.Failed, error: "DOWN").Done();
        var criteria = CriteriaSet.Parse([("failed queries", "none"), ("median latency", "under 10 ms"), ("throughput", "above 1 query per second")]);

        ScenarioJudge.Judge(criteria.Judge(load, EvidenceKind.Acceptance), [load]).ShouldBe((
            ScenarioVerdict.Failed,
            "failed queries must be none, but was 300 of 600 (50%); median latency must be under 10 ms, but was 20 ms"));
    }

    [Test]
    public void Scenario_OfSeveralLoads_NamesTheLoadOfTheRow()
    {
        LoadMeasurement[] loads = [OneMinute().Queries(600).Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(600, 3000).Done()];
        var criteria = CriteriaSet.Parse([new CriterionRow("median latency", "under 1 second", "Heavy"), new CriterionRow("median latency", "under 1 second", "small")]);
        var rows = criteria.Judge(loads, EvidenceKind.Acceptance);

        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.NotMet, CriterionVerdict.Met]);
        ScenarioJudge.Judge(rows, loads).Reason.ShouldBe("median latency of Heavy must be under 1 second, but was 3 s");
        CriteriaText.Table(rows).Split('\n')[0].ShouldStartWith("| load  | measure ");
    }

    [Test]
    public void Table_OfSeveralLoads_NamesTheLoadOfRowsAndNotes()
    {
        LoadMeasurement[] loads = [OneMinute().Queries(600).Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(600).Done()];
        var rows = CriteriaSet.Parse(
        [
            new CriterionRow("median latency", "under 1 second", "heavy"), new CriterionRow("rows per query", "every row", "heavy"), new CriterionRow("client memory", "under 5 GB"),
        ]).Judge(loads, EvidenceKind.Acceptance);

        CriteriaText.Table(rows).ShouldBe(
            """
            | load  | measure        | must be        | measured | margin | verdict      |
            | heavy | median latency | under 1 second | 20 ms    | +98%   | met          |
            | heavy | rows per query | every row      | unknown  |        | inconclusive |
            |       | client memory  | under 5 GB     | unknown  |        | inconclusive |
            heavy, rows per query: how many rows a complete answer has is not known
            client memory: the client's memory was not watched

            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public void LateStarts_OfOneLoad_SpoilItsRowsOnly()
    {
        LoadMeasurement[] loads = [OneMinute().Queries(590).Queries(10, late: 50).Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(600).Done()];
        var criteria = CriteriaSet.Parse(
        [
            new CriterionRow("median latency", "under 1 second", "small"), new CriterionRow("median latency", "under 1 second", "heavy"),
            new CriterionRow("queries started on time", "at least 90%", "heavy"),
        ]);

        criteria.Judge(loads, EvidenceKind.Acceptance).Select(row => row.Verdict)
            .ShouldBe([CriterionVerdict.Inconclusive, CriterionVerdict.Met, CriterionVerdict.Met]);
    }

    [Test]
    public void Scenario_Abandoned_IsFailedThoughEveryRowIsMet()
    {
        var load = OneMinute().Queries(600).Done(brokeOff: "abandoned: too many failed", abandoned: true);
        var rows = Usual.Judge(load, EvidenceKind.Acceptance);

        rows.ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
        ScenarioJudge.Judge(rows, [load]).ShouldBe((ScenarioVerdict.Failed, "the load \"small\" was abandoned: too many failed"));
    }

    [Test]
    public void Scenario_BrokenOff_IsInconclusiveUnlessARowIsNotMet()
    {
        var load = OneMinute().Queries(300).Done(measured: Seconds(30), brokeOff: "cancelled");
        var rows = Usual.Judge(load, EvidenceKind.Acceptance);

        rows.ShouldAllBe(row => row.Verdict == CriterionVerdict.Inconclusive && row.Note == "broke off after 30 s: cancelled");
        ScenarioJudge.Judge(rows, [load]).ShouldBe((
            ScenarioVerdict.Inconclusive,
            "the load \"small\" broke off after 30 s: cancelled; failed queries cannot be told: broke off after 30 s: cancelled; "
            + "median latency cannot be told: broke off after 30 s: cancelled"));
        var failing = OneMinute().Queries(299).Queries(1, outcome: QueryOutcome.Failed).Done(measured: Seconds(30), brokeOff: "cancelled");
        ScenarioJudge.Judge(Usual.Judge(failing, EvidenceKind.Acceptance), [failing]).Verdict.ShouldBe(ScenarioVerdict.Failed);
    }

    [Test]
    public void Scenario_WhoseServerRestarted_IsFailedThoughEveryRowIsMet()
    {
        var load = OneMinute().Queries(600).Done();

        ScenarioJudge.Judge(Usual.Judge(load, EvidenceKind.Acceptance), [load], "the server restarted").ShouldBe((ScenarioVerdict.Failed, "the server restarted"));
    }

    [Test]
    public void Scenario_WithoutCriteria_ProvesNothing() => ScenarioJudge.Judge([], [OneMinute().Queries(600).Done()])
        .ShouldBe((ScenarioVerdict.Failed, "the scenario has a load but no criteria, so it proves nothing"));

    [Test]
    public void Scenario_WithARowThatCannotBeTold_IsInconclusive()
    {
        var load = OneMinute().Queries(600).Done();
        var rows = CriteriaSet.Parse([("failed queries", "none"), ("client memory", "under 5 GB")]).Judge(load, EvidenceKind.Rehearsal);

        ScenarioJudge.Judge(rows, [load]).ShouldBe((ScenarioVerdict.Inconclusive, "client memory cannot be told: the client's memory was not watched"));
    }

    [Test]
    public void Scenario_OfWhichNothingIsJudged_IsInconclusive()
    {
        var load = OneMinute().Queries(600).Done();
        var rows = CriteriaSet.Parse([("client memory growth", "under 100 MB per hour")]).Judge(load, EvidenceKind.Rehearsal);

        rows[0].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        ScenarioJudge.Judge(rows, [load]).ShouldBe((ScenarioVerdict.Inconclusive, "no criterion could be judged: growth needs a load of at least 10 minutes"));
    }

    [Test]
    public void Table_OfAllVerdicts_IsAlignedAndHasItsNotesBelow()
    {
        var load = OneMinute().Queries(599).Queries(1, outcome: QueryOutcome.TimedOut).Done();
        var rows = CriteriaSet.Parse(
        [
            ("failed queries", "none"), ("throughput", "above 5 queries per second"), ("client memory", "under 5 GB"), ("client memory growth", "under 1 GB per hour"),
        ]).Judge(load, EvidenceKind.Rehearsal);

        CriteriaText.Table(rows).ShouldBe(
            """
            | measure              | must be                    | measured                | margin | verdict      |
            | failed queries       | none                       | 1 of 600 (0.167%)       |        | NOT MET      |
            | throughput           | above 5 queries per second | 9.98 queries per second | +100%  | met          |
            | client memory        | under 5 GB                 | unknown                 |        | inconclusive |
            | client memory growth | under 1 GB per hour        | unknown                 |        | not judged   |
            failed queries: 1 timed out; most often TIMED_OUT: No complete answer within the query's time.
            client memory: the client's memory was not watched
            client memory growth: growth needs a load of at least 10 minutes

            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public void Capacity_OfSteps_IsTheLastThatHeldAndSaysWhatBrokeTheNext()
    {
        var rows = Search("at least 20 queries per second", Step(10, latency: 20), Step(20, latency: 30), Step(30, latency: 3000));

        (rows[0].Verdict, rows[0].MeasuredText, rows[0].Measured).ShouldBe((CriterionVerdict.Met, "holds up to 20 queries per second", 20));
        rows[0].Note.ShouldBe("at 30 queries per second median latency must be under 1 second, but was 3 s");
        rows[1].MeasuredText.ShouldBe("30 ms");
        Search("at least 21 queries per second", Step(10), Step(20), Step(30, latency: 3000))[0].Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void Capacity_OfWhichNoStepHeld_IsNone()
    {
        var rows = Search("at least 5 queries per second", Step(10, latency: 3000));

        (rows[0].Verdict, rows[0].MeasuredText, rows[0].Measured).ShouldBe((CriterionVerdict.NotMet, "does not hold 10 queries per second", 0));
        rows[1].Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void Capacity_WhoseLastStepWasAbandoned_SaysSo() =>
        Search("at least 10 queries per second", Step(10), Step(20, abandoned: true))[0].Note.ShouldBe("at 20 queries per second the load was abandoned");

    [TestCase("at least 10 queries per second", CriterionVerdict.Met)]
    [TestCase("above 9 queries per second", CriterionVerdict.Met)]
    [TestCase("at least 15 queries per second", CriterionVerdict.Inconclusive)]
    [TestCase("under 100 queries per second", CriterionVerdict.Inconclusive)]
    [TestCase("at most 10 queries per second", CriterionVerdict.Inconclusive)]
    public void Capacity_WhoseLastStepCannotBeTold_IsAtLeastWhatHeld(string mustBe, CriterionVerdict verdict)
    {
        var row = Search(mustBe, Step(10), Step(20, bottleneck: "tired"))[0];

        (row.Verdict, row.MeasuredText).ShouldBe((verdict, "holds up to 10 queries per second"));
        row.Note.ShouldBe("at 20 queries per second median latency cannot be told: the generator was the bottleneck: tired");
    }

    [Test]
    public void Capacity_WithoutSteps_IsRefused()
    {
        var criteria = CriteriaSet.Parse([("capacity", "at least 10 queries per second"), ("failed queries", "none")]);
        Should.Throw<CriterionFormatException>(() => criteria.CheckAgainst([Open(10, Seconds(60))])).Message.ShouldBe(
            "The row | capacity | at least 10 queries per second | of the criteria table cannot be judged: the load has no steps of the rate.");
        criteria.Judge(OneMinute().Queries(600).Done(), EvidenceKind.Acceptance)[0].Note.ShouldBe("the load has no steps of the rate");
        var alone = CriteriaSet.Parse([("capacity", "at least 10 queries per second")]);
        Should.Throw<CriterionFormatException>(() => alone.CheckAgainst([Open(10, Seconds(60)) with { Capacity = new CapacitySteps(10, 20) }])).Message
            .ShouldBe("A capacity needs a further row that says what holding a rate means, for example | failed queries | none |.");
    }

    [Test]
    public void Set_OfRows_TellsWhatMustBeRecorded()
    {
        CriteriaSet.Parse([("answers", "equal to the reference")]).ComparesAnswers.ShouldBeTrue();
        Usual.ComparesAnswers.ShouldBeFalse();
        Usual.Rows.ShouldBe([new CriterionRow("failed queries", "none"), new CriterionRow("median latency", "under 1 second")]);
        CriteriaSet.Parse([("median latency in every minute", "under 1 second"), ("median latency in 99% of the minutes", "under 1 second")]).Windows.Count.ShouldBe(1);
        Usual.Windows.ShouldBeEmpty();
    }

    [Test]
    public void Resources_OfSeveralLoads_NeedNoLoad()
    {
        LoadPlan[] plans = [Open(10, Seconds(60)), Open(1, Seconds(60)) with { Name = "heavy" }];

        Should.NotThrow(() => CriteriaSet.Parse([("client memory", "under 5 GB"), ("server memory", "under 5 GB"), ("client CPU per query", "under 5 ms")]).CheckAgainst(plans));
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([new CriterionRow("throughput", "above 1 query per second", "big")]).CheckAgainst(plans)).Message
            .ShouldBe("The row | big | throughput | above 1 query per second | of the criteria table names the load \"big\", but there is only \"small\", \"heavy\".");
    }

    [TestCase("under 5 ms", 4.999, 5)]
    [TestCase("at most 5 ms", 5, 5.001)]
    [TestCase("above 5 ms", 5.001, 5)]
    [TestCase("at least 5 ms", 5, 4.999)]
    [TestCase("exactly 5 ms", 5, 5.001)]
    [TestCase("exactly 5 ms", 5, 4.999)]
    public void Comparison_AtItsThreshold_IsAsWritten(string text, double holds, double broken)
    {
        var expectation = Expectation.TryParse(text)!;
        expectation.Comparison.Holds(holds, 5).ShouldBeTrue();
        expectation.Comparison.Holds(broken, 5).ShouldBeFalse();
    }

    [TestCase("under 4 s", 3000, 0.25)]
    [TestCase("at most 4 s", 5000, -0.25)]
    [TestCase("above 4 s", 5000, 0.25)]
    [TestCase("at least 4 s", 3000, -0.25)]
    [TestCase("exactly 4 s", 3000, -0.25)]
    [TestCase("exactly 4 s", 5000, -0.25)]
    public void Margin_OfAFigure_IsItsShareOfTheThreshold(string text, double measured, double margin) =>
        Expectation.TryParse(text)!.Comparison.Margin(measured, 4000).ShouldBe(margin);

    private static IReadOnlyList<CriterionResult> Search(string capacity, params CapacityStep[] steps) => CriteriaSet
        .Parse([("capacity", capacity), ("median latency", "under 1 second")]).Judge(steps, EvidenceKind.Acceptance);

    private static CapacityStep Step(double perSecond, double latency = 20, bool abandoned = false, string? bottleneck = null)
    {
        var load = new Measured(Open(perSecond, Seconds(60))).Queries((int)perSecond * 60, latency)
            .Done(abandoned: abandoned, brokeOff: abandoned ? "abandoned" : null, bottleneck: bottleneck);
        return new CapacityStep(perSecond, load, CriteriaSet.Parse([("median latency", "under 1 second")]).Judge(load, EvidenceKind.Acceptance));
    }
}
