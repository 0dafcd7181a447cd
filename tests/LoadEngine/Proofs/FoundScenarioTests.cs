using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Measures.Queries;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>What the random scenarios found, each as small as it can be.</summary>
internal sealed class FoundScenarioTests
{
    [TestCase("at least 99.9%")]
    [TestCase("at least 99.90 percent")]
    public void Share_ThatIsExactlyTheThreshold_IsMet(string mustBe)
    {
        var load = new Measured(Open(10, Seconds(100))).Queries(999).Queries(1, late: 200).Done();

        Measured.Row(load, "queries started on time", mustBe, EvidenceKind.Rehearsal).Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [Test]
    public async Task Search_WhoseRowsNameItsLoad_IsJudged()
    {
        var (rows, _) = await SearchAsync(("failed queries", "none", "small"), ("capacity", "at least 20 queries per second", "small"));

        rows.ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
    }

    [Test]
    public async Task Search_WhoseLastStepHasNoAnswerAtAll_PassesByTheStepThatHeld()
    {
        var (rows, steps) = await SearchAsync(("failed queries", "none", null), ("capacity", "at least 20 queries per second", null));

        steps[^1].Load.ToResult().Succeeded.ShouldBe(0);
        var (verdict, _) = ScenarioJudge.Judge(rows, [CriteriaSet.Shown(steps).Load], EvidenceKind.Acceptance);
        verdict.ShouldBe(ScenarioVerdict.Passed);
    }

    [TestCase(null)]
    [TestCase("clients")]
    public void LimitOfTheRowOnTime_WhetherOrNotItNamesTheOnlyLoad_IsThatOfAllItsRows(string? named)
    {
        var load = new Measured(OwnSchedules(1, Ms(100), Seconds(10))).Queries(90).Queries(10, late: 50).Done();
        CriterionRow[] rows = [new("queries started on time", "at least 90%", named), new("maximum latency", "under 1 second")];
        var criteria = CriteriaSet.Parse(rows);

        criteria.Judge(load, EvidenceKind.Rehearsal).ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
    }

    [Test]
    public async Task Windows_OfALoadThatWasAbandoned_EndWithIt()
    {
        var plan = Open(10, Seconds(60)) with { Abandon = new AbandonRule(0.5, Seconds(2)) };

        var row = await RowAsync(plan, "maximum latency in 50% of the seconds", "under 1 second", _ => Broken(20));

        row.Verdict.ShouldBe(CriterionVerdict.NotJudged, row.MeasuredText);
        row.Note.ShouldBe("only 2 complete windows, 3 are needed");
    }

    [Test]
    public async Task Recovery_OfALoadThatWasAbandonedAfterItsSpike_IsNotThatOfSecondsItNeverHad()
    {
        var plan = Staged(Stage.Hold(10, Seconds(10)), Stage.Spike(20, Seconds(5)), Stage.Hold(10, Seconds(45))) with
        {
            Abandon = new AbandonRule(0.5, Seconds(3)),
        };

        var row = await RowAsync(
            plan, "time to recover", "under 30 seconds", asked => asked.At > Seconds(16) ? Broken(20) : new Answer(Ms(20)));

        row.Verdict.ShouldBe(CriterionVerdict.NotJudged, row.MeasuredText);
    }

    [Test]
    public void CpuPerQuery_AtExactlyTenAnswersASecond_IsJudged()
    {
        for (var cpu = 1.0; cpu < 1000; cpu *= 1.01)
        {
            var client = FixedMonitor.Client(cpuMs: cpu, cpuPerQuery: cpu / 600);
            Measured.Row(OneMinuteWith(client), "client CPU per query", "under 10 ms").Verdict.ShouldBe(CriterionVerdict.Met);
        }
    }

    [Test]
    public void EveryRow_WhereAnAnswerIsKnownToLackSome_IsNotMetWhateverIsNotKnown()
    {
        var load = Measured.OneMinute().Queries(10, answer: new QueryAnswer(9, 0, 10)).Queries(10, answer: new QueryAnswer(10, 0)).Done();

        Measured.Row(load, "rows per query", "every row").Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public async Task Load_WhoseFailuresEndInItsDrain_IsNotAbandoned()
    {
        var plan = Open(2, Seconds(2.5)) with { Abandon = new AbandonRule(0.5, Seconds(0.5)) };
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => asked.N < 4 ? new Answer(Ms(20)) : Broken(700));
        var load = await simulated.RunAsync(plan, service);

        load.Abandoned.ShouldBeFalse();
    }

    [TestCase("mean latency")]
    [TestCase("maximum latency")]
    public async Task Failure_ThatNoPauseTouched_BreaksMeanAndMaximumAlthoughTheGeneratorStoodStill(string measure)
    {
        var row = await RowAsync(
            Open(10, Seconds(20)), measure, "under 10 seconds", asked => asked.N == 0 ? Broken(20) : new Answer(Ms(20)), Seconds(12));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, row.Note);
    }

    [TestCase("mean latency", CriterionVerdict.NotMet)]
    [TestCase("maximum latency", CriterionVerdict.NotMet)]
    [TestCase("median latency", CriterionVerdict.Inconclusive)]
    public void Failure_OfTheOnlyQuery_BreaksMeanAndMaximum(string measure, CriterionVerdict verdict)
    {
        var load = Measured.OneMinute().Queries(1, outcome: QueryOutcome.Failed, first: true).Done();

        Measured.Row(load, measure, "under 1 second").Verdict.ShouldBe(verdict);
    }

    [Test]
    public async Task Windows_ThatPausesTouchedAll_TellNothing()
    {
        var row = await RowAsync(
            OwnSchedules(1, Ms(1500), Seconds(15)), "maximum latency in every 5-second window", "under 1 second",
            _ => new Answer(Ms(1600)), Seconds(4), Seconds(9), Seconds(14));

        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive, row.Note);
    }

    [Test]
    public async Task Query_ThatWasNeverStarted_IsNotUnderWayInALaterPause()
    {
        var row = await RowAsync(
            Open(200, Seconds(8)), "99.9th percentile latency", "under 1 second",
            asked => new Answer(asked.At < Ms(600) ? Ms(20) : Seconds(30)), Seconds(10));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, row.Note);
    }

    [Test]
    public async Task FirstQuery_ThatFailedBeforeAnyPause_StaysAFailure()
    {
        var plan = OwnSchedules(2, Ms(1000), Seconds(20), ClientPhase.Spread);
        var row = await RowAsync(
            plan, "first query latency", "under 10 seconds", asked => asked.Client == 0 ? Broken(20) : new Answer(Ms(20)), Ms(505));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, row.Note);
    }

    [Test]
    public async Task Window_WhoseLastStartIsLateByTheGenerator_IsOneWindow()
    {
        var criteria = CriteriaSet.Parse([("maximum latency in every second", "under 1 second")]);
        var simulated = new Simulated { Late = at => at == Ms(1900) ? Ms(150) : TimeSpan.Zero };
        var load = await simulated.RunAsync(Open(10, Seconds(30)), new SimulatedService(simulated.Time, Ms(20)), criteria);

        criteria.Judge(load, EvidenceKind.Rehearsal)[0].MeasuredText.ShouldEndWith("of 30 windows");
    }

    [Test]
    public async Task Window_InWhichOnlyTheFirstQueryOfASessionWasUnderWay_IsLeftOut()
    {
        var row = await RowAsync(
            BackToBack(1, Seconds(6)), "maximum latency in every second", "under 1 second",
            asked => new Answer(Ms(asked.N == 0 ? 3500 : 100)));

        row.MeasuredText.ShouldEndWith("in the worst of 3 windows");
    }

    [Test]
    public async Task StartsOnTime_WithoutThoseOfAPause_AreJudgedByTheRest()
    {
        // Two thirds of the starts are late by the server; a pause in the drain has a part in a few.
        var row = await RowAsync(
            OwnSchedules(1, Ms(100), Seconds(10)), "queries started on time", "at least 60%",
            asked => new Answer(Ms(asked.At < Seconds(3) ? 20 : 150)), Seconds(13));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, row.Note);
    }

    [Test]
    public async Task Start_ThatWaitedForAnAnswerAndForTheGenerator_IsTheGeneratorsByItsOwnPartAlone()
    {
        // The answer comes 300 ms after the next start is due, and the generator wakes 50 ms after that.
        var simulated = new Simulated { Late = at => at == Seconds(1) ? Ms(350) : TimeSpan.Zero };
        var load = await simulated.RunAsync(
            OwnSchedules(1, Seconds(1), Seconds(10)), new SimulatedService(
                simulated.Time,
                asked => new Answer(Ms(asked.N == 0 ? 1300 : 20))));

        (load.Generator.LateStarts, load.Generator.WaitedStarts).ShouldBe((0, 1));
    }

    private static Answer Broken(double ms) => new(Ms(ms)) { Error = "BROKEN" };

    private static LoadMeasurement OneMinuteWith(ClientResources client) => Measured.OneMinute().Queries(600).Done(client: client);

    private static async Task<CriterionResult> RowAsync(
        LoadPlan plan, string measure, string mustBe, Func<Asked, Answer> answer, params TimeSpan[] freezesAt)
    {
        var simulated = new Simulated();
        foreach (var at in freezesAt)
        {
            simulated.Time.CreateTimer(_ => simulated.Time.Freeze(Ms(150)), null, at + TimeSpan.FromTicks(137), Timeout.InfiniteTimeSpan);
        }

        var criteria = CriteriaSet.Parse([(measure, mustBe)]);
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, answer), criteria);
        return criteria.Judge(load, EvidenceKind.Rehearsal)[0];
    }

    /// <summary>A service that holds 20 a second, and answers nothing at 30.</summary>
    private static async Task<(IReadOnlyList<CriterionResult> Rows, IReadOnlyList<CapacityStep> Steps)> SearchAsync(
        params (string Measure, string MustBe, string? Load)[] table)
    {
        var simulated = new Simulated();
        var criteria = CriteriaSet.Parse(table.Select(row => new CriterionRow(row.Measure, row.MustBe, row.Load)));
        var plan = Search(10, 10, 30, Seconds(10));
        var service = new SimulatedService(simulated.Time, asked => asked.At >= Seconds(20) ? Broken(20) : new Answer(Ms(20)));
        var job = new LoadJob(plan, service.OpenAsync, criteria.ValidatedWith([plan]));
        var steps = await new CapacitySearch(simulated.Runner()).RunAsync(
            job, () => simulated.Monitor, simulated.Observer, EvidenceKind.Acceptance, CancellationToken.None);
        return (criteria.Judge(steps, EvidenceKind.Acceptance), steps);
    }
}
