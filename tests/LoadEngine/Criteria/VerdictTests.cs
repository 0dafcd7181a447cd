using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.Results;
using SparkLoad.Results.Text;
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

        ScenarioJudge.Judge(Usual.Judge(load, EvidenceKind.Acceptance), [load], EvidenceKind.Acceptance)
            .ShouldBe((ScenarioVerdict.Passed, null));
    }

    [Test]
    public void Scenario_WithRowsNotMet_NamesEach()
    {
        var load = OneMinute().Queries(300).Queries(300, outcome: QueryOutcome.Failed, error: "DOWN").Done();
        var criteria = CriteriaSet.Parse(
            [("failed queries", "none"), ("median latency", "under 10 ms"), ("throughput", "above 1 query per second")]);

        ScenarioJudge.Judge(criteria.Judge(load, EvidenceKind.Acceptance), [load], EvidenceKind.Acceptance).ShouldBe((
            ScenarioVerdict.Failed,
            "failed queries must be none, but was 300 of 600 (50%); median latency must be under 10 ms, but was 20 ms"));
    }

    [Test]
    public void Scenario_OfSeveralLoads_NamesTheLoadOfTheRow()
    {
        LoadMeasurement[] loads = [OneMinute().Queries(600).Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(
            600,
            3000).Done()];
        var criteria = CriteriaSet.Parse(
            [new CriterionRow("median latency", "under 1 second", "Heavy"), new CriterionRow("median latency", "under 1 second", "small")]);
        var rows = criteria.Judge(loads, EvidenceKind.Acceptance);

        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.NotMet, CriterionVerdict.Met]);
        ScenarioJudge.Judge(rows, loads, EvidenceKind.Acceptance).Reason.ShouldBe(
            "median latency of Heavy must be under 1 second, but was 3 s");
        CriteriaText.Table(rows).Split('\n')[0].ShouldStartWith("| load  | measure ");
    }

    [Test]
    public void Table_OfSeveralLoads_NamesTheLoadOfRowsAndNotes()
    {
        LoadMeasurement[] loads = [OneMinute().Queries(600).Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(600)
            .Done()];
        var rows = CriteriaSet.Parse(
        [
            new CriterionRow("median latency", "under 1 second", "heavy"), new CriterionRow(
                "rows per query",
                "every row",
                "heavy"), new CriterionRow("client memory", "under 5 GB"),
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
        LoadMeasurement[] loads = [OneMinute().Queries(590).Queries(10, late: 50)
            .Done(), new Measured(Open(10, Seconds(60)) with { Name = "heavy" }).Queries(600).Done()];
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
        ScenarioJudge.Judge(rows, [load], EvidenceKind.Acceptance).ShouldBe(
            (ScenarioVerdict.Failed, "the load \"small\" was abandoned: too many failed"));
    }

    [Test]
    public void Scenario_BrokenOff_IsInconclusiveUnlessARowIsNotMet()
    {
        var load = OneMinute().Queries(300).Done(measured: Seconds(30), brokeOff: "cancelled");
        var rows = Usual.Judge(load, EvidenceKind.Acceptance);

        rows.ShouldAllBe(row => row.Verdict == CriterionVerdict.Inconclusive && row.Note == "ended early after 30 s: cancelled");
        ScenarioJudge.Judge(rows, [load], EvidenceKind.Acceptance).ShouldBe((
            ScenarioVerdict.Inconclusive,
            "the load \"small\" ended early after 30 s: cancelled; failed queries is inconclusive: ended early after 30 s: cancelled; "
            + "median latency is inconclusive: ended early after 30 s: cancelled"));
        var failing = OneMinute().Queries(299).Queries(1, outcome: QueryOutcome.Failed).Done(measured: Seconds(30), brokeOff: "cancelled");
        ScenarioJudge.Judge(Usual.Judge(failing, EvidenceKind.Acceptance), [failing], EvidenceKind.Acceptance).Verdict
            .ShouldBe(ScenarioVerdict.Failed);
    }

    [Test]
    public void Scenario_WhoseServerRestarted_IsFailedThoughEveryRowIsMet()
    {
        var load = OneMinute().Queries(600).Done();

        ScenarioJudge.Judge(Usual.Judge(load, EvidenceKind.Acceptance), [load], EvidenceKind.Acceptance, "the server restarted").ShouldBe(
            (ScenarioVerdict.Failed, "the server restarted"));
    }

    [Test]
    public void Scenario_WithoutCriteria_ProvesNothing() => ScenarioJudge.Judge(
        [], [OneMinute().Queries(600).Done()], EvidenceKind.Acceptance)
        .ShouldBe((ScenarioVerdict.Failed, "the scenario has a load but no criteria, so it proves nothing"));

    [Test]
    public void Scenario_WithARowThatCannotBeTold_IsInconclusive()
    {
        var load = OneMinute().Queries(600).Done();
        var rows = CriteriaSet.Parse([("failed queries", "none"), ("client memory", "under 5 GB")]).Judge(load, EvidenceKind.Rehearsal);

        ScenarioJudge.Judge(rows, [load], EvidenceKind.Acceptance).ShouldBe(
            (ScenarioVerdict.Inconclusive, "client memory is inconclusive: the client's memory was not watched"));
    }

    [Test]
    public void Scenario_OfWhichNothingIsJudged_IsInconclusive()
    {
        var load = OneMinute().Queries(600).Done();
        var rows = CriteriaSet.Parse([("client memory growth", "under 100 MB per hour")]).Judge(load, EvidenceKind.Rehearsal);

        rows[0].Verdict.ShouldBe(CriterionVerdict.NotJudged);
        ScenarioJudge.Judge(rows, [load], EvidenceKind.Acceptance).ShouldBe(
            (ScenarioVerdict.Inconclusive, "no criterion could be judged: growth needs a load of at least 10 minutes"));
    }

    [Test]
    public void Table_OfAllVerdicts_IsAlignedAndHasItsNotesBelow()
    {
        var load = OneMinute().Queries(599).Queries(1, outcome: QueryOutcome.TimedOut).Done();
        var rows = CriteriaSet.Parse(
        [
            ("failed queries", "none"), ("throughput", "above 5 queries per "
                + "second"), ("client memory", "under 5 GB"), ("client memory growth", "under 1 GB per hour"),
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
    public void Set_OfRows_TellsWhatMustBeRecorded()
    {
        CriteriaSet.Parse([("answers", "equal to the reference")]).ComparesAnswers.ShouldBeTrue();
        Usual.ComparesAnswers.ShouldBeFalse();
        Usual.Rows.ShouldBe([new CriterionRow("failed queries", "none"), new CriterionRow("median latency", "under 1 second")]);
        CriteriaSet.Parse([("median latency in every minute", "under 1 second"), ("median latency in 99% of the "
            + "minutes", "under 1 second")]).Windows.Count.ShouldBe(1);
        Usual.Windows.ShouldBeEmpty();
    }

    [Test]
    public void Resources_OfSeveralLoads_NeedNoLoad()
    {
        LoadPlan[] plans = [Open(10, Seconds(60)), Open(1, Seconds(60)) with { Name = "heavy" }];

        CriterionRow[] each = [new("failed queries", "none", "small"), new("failed queries", "none", "heavy")];

        Should.NotThrow(() => CriteriaSet.Parse(
            [new("client memory", "under 5 GB"), new("server memory", "under 5 GB"), new(
                "client CPU per query",
                "under 5 ms"), .. each]).ValidatedWith(plans));
        Should.Throw<CriterionFormatException>(
            () => CriteriaSet.Parse([new CriterionRow("throughput", "above 1 query per second", "big")]).ValidatedWith(plans)).Message
            .ShouldBe("The row | big | throughput | above 1 query per second | of the criteria table names the load \"big\", but there "
                + "is only \"small\", \"heavy\".");
    }
}
