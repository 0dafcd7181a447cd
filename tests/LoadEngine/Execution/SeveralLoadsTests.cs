using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

public sealed class SeveralLoadsTests
{
    [Test]
    public async Task TwoLoads_SideBySide_AreJudgedEachByItsRows()
    {
        var monitor = new FixedMonitor(FixedMonitor.Client());
        var simulated = new Simulated { Monitor = monitor };
        var criteria = CriteriaSet.Parse(
        [
            new CriterionRow("95th percentile latency", "under 100 ms", "small"),
            new CriterionRow("95th percentile latency", "under 100 ms", "heavy"),
            new CriterionRow("client memory", "under 5 GB"),
        ]);
        LoadPlan[] plans = [Open(10, Seconds(120)), Open(0.5, Seconds(60)) with { Name = "heavy", Mix = [new("h")] }];
        criteria.ValidatedWith(plans);
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.Query == "h" ? Seconds(3) : Ms(20)));
        var loads = await simulated.Runner().RunAsync(
            [.. plans.Select(plan => new LoadJob(plan, service.OpenAsync, criteria))], monitor, simulated.Observer, CancellationToken.None);

        loads.Select(load => load.ToResult().Planned).ShouldBe([1200, 30]);
        monitor.Started.ShouldBe(1);
        // The last heavy query ends after its load's time.
        monitor.AnsweredQueries.ShouldBe(1229);
        criteria.Judge(loads, EvidenceKind.Rehearsal).Select(row => row.Verdict)
            .ShouldBe([CriterionVerdict.Met, CriterionVerdict.NotMet, CriterionVerdict.Met]);
        criteria.Judge(loads, EvidenceKind.Acceptance)[1].Verdict.ShouldBe(CriterionVerdict.Inconclusive);
    }

    [Test]
    public async Task CpuPerQuery_OfALoadThatFailsFast_IsDividedByAnswersAlone()
    {
        var monitor = new FixedMonitor(FixedMonitor.Client());
        var simulated = new Simulated { Monitor = monitor };
        await simulated.RunAsync(
            Open(10, Seconds(10)), new SimulatedService(
                simulated.Time,
                asked => new Answer(Ms(1)) { Error = asked.N % 4 == 0 ? null : "BROKEN" }));

        monitor.AnsweredQueries.ShouldBe(25);
    }

    [Test]
    public async Task CpuPerQuery_BesideALongerLoad_IsJudgedByTheRateOverTheTimeOfBoth()
    {
        var simulated = new Simulated { Monitor = new FixedMonitor(FixedMonitor.Client(cpuMs: 900, cpuPerQuery: 1)) };
        var criteria = CriteriaSet.Parse([new CriterionRow("client CPU per query", "under 5 ms", "heavy")]);
        LoadPlan[] plans = [Open(7, Seconds(120)), Open(1, Seconds(60)) with { Name = "heavy" }];
        var service = new SimulatedService(simulated.Time, Ms(20));
        var loads = await simulated.Runner().RunAsync(
            [.. plans.Select(plan => new LoadJob(plan, service.OpenAsync, criteria))], simulated.Monitor, simulated.Observer,
            CancellationToken.None);

        var row = criteria.Judge(loads, EvidenceKind.Acceptance)[0];

        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        row.Note!.ShouldContain("here 7.5 queries per second");
    }

    [Test]
    public void Row_WithoutALoadAmongSeveral_IsRefused()
    {
        LoadPlan[] plans = [Open(10, Seconds(120)), Open(0.5, Seconds(60)) with { Name = "heavy" }];
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([("median latency", "under 1 s")]).ValidatedWith(plans))
            .Message.ShouldContain("add a column \"load\" with one of \"small\", \"heavy\"");
        Should.Throw<CriterionFormatException>(
            () => CriteriaSet.Parse([new CriterionRow("median latency", "under 1 s", "big")]).ValidatedWith(plans))
            .Message.ShouldContain("names the load \"big\"");
        Should.Throw<CriterionFormatException>(
            () => CriteriaSet.Parse([("queries started on time", "at least 99%")]).ValidatedWith([BackToBack(1, Seconds(9))]))
            .Message.ShouldContain("no planned starts");
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([("time to recover", "under 9 s")]).ValidatedWith([plans[0]]))
            .Message.ShouldContain("no spike");
    }

    [Test]
    public async Task Mix_OfTwoQueries_SendsBothByWeight()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(100)) with { Mix = [new("a", 9), new("b", 1)], Seed = 4 };
        await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(1)));

        simulated.Observer.Journal.Count(line => line.Query == "b").ShouldBeInRange(70, 130);
    }

    [TestCase(100, "at least 40 queries per second", CriterionVerdict.Met, "holds up to 50 queries per second")]
    [TestCase(100, "at least 60 queries per second", CriterionVerdict.NotMet, "holds up to 50 queries per second")]
    [TestCase(20, "at least 10 queries per second", CriterionVerdict.Met, "holds up to 20 queries per second")]
    [TestCase(20, "at least 30 queries per second", CriterionVerdict.Inconclusive, "holds up to 20 queries per second")]
    [TestCase(20, "under 30 queries per second", CriterionVerdict.Inconclusive, "holds up to 20 queries per second")]
    public async Task Capacity_OfAServiceThatSlowsDown_IsTheLastStepThatHeld(
        int limit, string mustBe, CriterionVerdict verdict, string text)
    {
        var simulated = new Simulated();
        var criteria = CriteriaSet.Parse([("capacity", mustBe), ("95th percentile latency", "under 1 second"), ("failed queries", "none")]);
        var plan = Search(10, 10, limit, Seconds(60));
        criteria.ValidatedWith([plan]);
        // One server that needs 18 ms a query: it holds 55 per second.
        var free = TimeSpan.Zero;
        var service = new SimulatedService(simulated.Time, asked =>
        {
            free = (free > asked.At ? free : asked.At) + Ms(18);
            return new Answer(free - asked.At);
        });
        var steps = await new CapacitySearch(simulated.Runner()).RunAsync(
            new LoadJob(plan, service.OpenAsync, criteria), () => simulated.Monitor,
            simulated.Observer, EvidenceKind.Acceptance, CancellationToken.None);

        var rows = criteria.Judge(steps, EvidenceKind.Acceptance);
        rows[0].Verdict.ShouldBe(verdict, CriteriaText.Table(rows));
        rows[0].MeasuredText.ShouldBe(text);
        rows.Skip(1).ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
        rows[0].Note.ShouldNotBeNull().ShouldContain(
            limit == 20 ? "may be room for more" : "at 60 queries per second 95th percentile latency must be under 1 second");
    }

    [Test]
    public async Task Capacity_WhereNoOtherRowIsJudged_CannotBeTold()
    {
        var simulated = new Simulated { Monitor = new FixedMonitor(FixedMonitor.Client()) };
        var criteria = CriteriaSet.Parse(
            [("capacity", "at least 10 queries per second"), ("client memory growth", "under 100 MB per hour")]);
        var plan = Search(10, 10, 30, Seconds(60));
        var service = new SimulatedService(simulated.Time, Ms(20));
        var steps = await new CapacitySearch(simulated.Runner()).RunAsync(
            new LoadJob(plan, service.OpenAsync, criteria), () => simulated.Monitor,
            simulated.Observer, EvidenceKind.Rehearsal, CancellationToken.None);

        var rows = criteria.Judge(steps, EvidenceKind.Rehearsal);
        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.Inconclusive, CriterionVerdict.NotJudged]);
        rows[0].Note.ShouldBe("at 10 queries per second no other row was judged");
        ScenarioJudge.Judge(rows, [.. steps.Select(step => step.Load)], EvidenceKind.Rehearsal).Verdict
            .ShouldBe(ScenarioVerdict.Inconclusive);
    }
}
