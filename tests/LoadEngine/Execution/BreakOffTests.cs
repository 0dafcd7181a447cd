using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

public sealed class BreakOffTests
{
    private static readonly CriteriaSet Criteria = CriteriaSet.Parse(
        [("failed queries", "none"), ("throughput", "above 0.8 queries per second"), ("median latency", "under 1 second")]);

    [Test]
    public async Task Load_WhenMostQueriesFailFor10Seconds_IsAbandonedAndAllRowsAreJudged()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(600)) with { Abandon = new AbandonRule(0.5, Seconds(10)) };
        var service = new SimulatedService(
            simulated.Time, asked => asked.At >= Seconds(60) ? new Answer(Ms(5)) { Error = "DOWN" } : new Answer(Ms(20)));
        var load = await simulated.RunAsync(plan, service, Criteria);

        var result = load.ToResult();
        result.Planned.ShouldBeInRange(700, 701);
        result.BrokeOffAtMs.ShouldBe(70_000);
        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);
        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.NotMet, CriterionVerdict.Met, CriterionVerdict.Met]);
        var (verdict, reason) = ScenarioJudge.Judge(rows, [load], EvidenceKind.Rehearsal);
        verdict.ShouldBe(ScenarioVerdict.Failed);
        reason.ShouldNotBeNull().ShouldStartWith("the load \"small\" was abandoned: more than 50% of the queries failed for 10 seconds");
    }

    [Test]
    public async Task Load_Abandoned_EndsThereAndCountsNoLaterAnswer()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(600)) with { Abandon = new AbandonRule(0.5, Seconds(10)) };
        // From 60 s on nine of ten fail at once; the tenth is answered after the load was given up.
        var service = new SimulatedService(simulated.Time, asked => asked.At < Seconds(60) ? new Answer(Ms(20))
            : asked.N % 10 == 0 ? new Answer(Seconds(30)) : new Answer(Ms(5)) { Error = "DOWN" });
        var load = await simulated.RunAsync(plan, service, Criteria);

        var result = load.ToResult();
        result.BrokeOffAtMs.ShouldBe(70_000);
        result.Succeeded.ShouldBeInRange(609, 611);
        result.ThroughputPerSecond.ShouldBe(600 / 70.0, 1e-9);
        TimeSpan.FromTicks(simulated.Time.GetTimestamp()).ShouldBeLessThan(Seconds(101));
    }

    [Test]
    public async Task Load_WithABetterSecondBetween_IsNotAbandoned()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(100)) with { Abandon = new AbandonRule(0.5, Seconds(10)) };
        var service = new SimulatedService(
            simulated.Time, asked => asked.At.TotalSeconds % 9 < 8 ? new Answer(Ms(5)) { Error = "DOWN" } : new Answer(Ms(5)));
        (await simulated.RunAsync(plan, service)).BrokeOffBecause.ShouldBeNull();
    }

    [TestCase(3, 0, 3, true)]
    [TestCase(3.5, 0, 3.5, true)]
    [TestCase(3.5, 1, 3, false)]
    public async Task Load_ThatFailsUntilItsEnd_IsAbandonedWhereThatIsAsLongAsItsRule(
        double seconds, double failsFrom, double rule, bool abandoned)
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(seconds)) with { Abandon = new AbandonRule(0.5, Seconds(rule)) };
        var service = new SimulatedService(
            simulated.Time, asked => new Answer(Ms(5)) { Error = asked.At >= Seconds(failsFrom) ? "DOWN" : null });

        (await simulated.RunAsync(plan, service)).Abandoned.ShouldBe(abandoned);
    }

    [Test]
    public async Task Load_Cancelled_HandsBackWhatWasMeasuredAndNeverPasses()
    {
        var simulated = new Simulated();
        using var cancelled = new CancellationTokenSource(Seconds(100), simulated.Time);
        var load = await simulated.RunAsync(
            Open(10, Seconds(600)), new SimulatedService(simulated.Time, Ms(20)), Criteria, cancelled: cancelled.Token);

        load.ToResult().Planned.ShouldBeInRange(1000, 1001);
        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);
        rows.ShouldAllBe(row => row.Verdict == CriterionVerdict.Inconclusive || row.Verdict == CriterionVerdict.NotMet);
        var (verdict, reason) = ScenarioJudge.Judge(rows, [load], EvidenceKind.Rehearsal);
        verdict.ShouldNotBe(ScenarioVerdict.Passed);
        reason.ShouldNotBeNull().ShouldContain("ended early after 100 s");
    }

    [TestCase("failed queries", "none")]
    [TestCase("failed queries", "under 0.1%")]
    [TestCase("maximum latency", "under 1 second")]
    [TestCase("maximum latency in every second", "under 1 second")]
    [TestCase("throughput", "at least 10 queries per second")]
    [TestCase("queries started on time", "at least 99%")]
    [TestCase("maximum time to cancel", "under 1 second")]
    public async Task Load_CancelledWhileAQueryIsUnderWay_DoesNotFailByIt(string measure, string mustBe)
    {
        var plan = Open(10, Seconds(600)) with { Asking = measure.Contains("cancel") ? new CancelledAfter(Ms(10)) : Asking.Answer };
        var simulated = new Simulated();
        using var cancelled = new CancellationTokenSource(Seconds(100.01), simulated.Time);
        var criteria = CriteriaSet.Parse([(measure, mustBe)]);
        var service = new SimulatedService(simulated.Time, _ => new Answer(Ms(20)) { ToCancel = plan.Asking.CancelAfter });
        var load = await simulated.RunAsync(plan, service, criteria, cancelled: cancelled.Token);

        load.ToResult().Unfinished.ShouldBe(1);
        load.Measured.ShouldBe(Seconds(100.01));
        criteria.Judge(load, EvidenceKind.Acceptance)[0].Verdict.ShouldBe(CriterionVerdict.Inconclusive);
    }

    [Test]
    public async Task Load_CancelledAfterQueriesFailed_FailsByThem()
    {
        var simulated = new Simulated();
        using var cancelled = new CancellationTokenSource(Seconds(100.01), simulated.Time);
        var service = new SimulatedService(
            simulated.Time, asked => asked.N == 7 ? new Answer(Ms(5)) { Error = "DOWN" } : new Answer(Ms(20)));
        var load = await simulated.RunAsync(Open(10, Seconds(600)), service, Criteria, cancelled: cancelled.Token);

        Criteria.Judge(load, EvidenceKind.Acceptance)[0].Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public async Task Load_CancelledWhileAllIsUnderWay_IsNotAbandoned()
    {
        var simulated = new Simulated();
        using var cancelled = new CancellationTokenSource(Seconds(2.5), simulated.Time);
        var plan = Open(10, Seconds(600)) with { Abandon = new AbandonRule(0.5, Ms(400)) };
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Seconds(3)), Criteria, cancelled: cancelled.Token);

        load.Abandoned.ShouldBeFalse();
    }

    [Test]
    public async Task Load_CancelledWhileItsProcessStoodStillBeyondItsEnd_NeverPasses()
    {
        var simulated = new Simulated();
        using var stop = simulated.Time.CreateTimer(_ => simulated.Time.Freeze(Seconds(10)), null, Seconds(2.01), Timeout.InfiniteTimeSpan);
        using var cancelled = new CancellationTokenSource(Seconds(2.05), simulated.Time);
        var criteria = CriteriaSet.Parse([("failed queries", "none")]);
        var load = await simulated.RunAsync(
            Open(10, Seconds(5)), new SimulatedService(simulated.Time, Ms(20)), criteria, cancelled: cancelled.Token);

        load.ToResult().Planned.ShouldBe(21);
        load.BrokeOffBecause.ShouldBe("cancelled");
        ScenarioJudge.Judge(criteria.Judge(load, EvidenceKind.Rehearsal), [load], EvidenceKind.Rehearsal)
            .Verdict.ShouldBe(ScenarioVerdict.Inconclusive);
    }

    [Test]
    public async Task Load_CancelledInItsWarmUp_NeverBegins()
    {
        var simulated = new Simulated();
        using var cancelled = new CancellationTokenSource(Seconds(2), simulated.Time);
        var run = simulated.RunAsync(
            Open(10, Seconds(60)) with { WarmUp = Seconds(5) }, new SimulatedService(simulated.Time, Ms(20)), Criteria, cancelled: cancelled
                .Token);

        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    [Test]
    public async Task Load_WhenNothingCanBeKept_EndsWithThatError()
    {
        var simulated = new Simulated();
        using var timer = simulated.Time.CreateTimer(_ => simulated.Observer.Breaking.Cancel(), null, Seconds(5), Timeout.InfiniteTimeSpan);
        var run = simulated.RunAsync(Open(10, Seconds(600)), new SimulatedService(simulated.Time, Ms(20)));

        (await Should.ThrowAsync<IOException>(run)).Message.ShouldBe("The disk is full.");
        simulated.Observer.Journal.Count.ShouldBeLessThan(60);
    }

    [Test]
    public async Task Load_WhenNothingCanBeKeptBeforeItBegins_EndsWithThatError()
    {
        var observer = new KeepingObserver();
        var simulated = new Simulated { Monitor = new ActingMonitor(observer.Breaking.Cancel) };
        var run = simulated.RunAsync(Open(10, Seconds(600)), new SimulatedService(simulated.Time, Ms(20)), observer: observer);

        (await Should.ThrowAsync<IOException>(run)).Message.ShouldBe("The disk is full.");
        observer.Journal.ShouldBeEmpty();
    }

    [Test]
    public async Task Load_WhenASessionCannotBeOpened_SendsNothingAndClosesTheOthers()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(20));
        var job = new LoadJob(
            OwnSchedules(3, Seconds(1), Seconds(10)),
            (n, token) => n == 2 ? throw new IOException("Nobody is there.") : service.OpenAsync(n, token));
        var run = simulated.Runner().RunAsync(job, simulated.Monitor, simulated.Observer, CancellationToken.None);

        (await Should.ThrowAsync<IOException>(run)).Message.ShouldBe("Nobody is there.");
        service.Closed.ShouldBe(service.Opened);
        simulated.Observer.Journal.ShouldBeEmpty();
    }

    [Test]
    public async Task Load_WhileTheMachineIsSuspended_CannotBeTold()
    {
        var simulated = new Simulated();
        simulated.Probe.OnLook = _ =>
            simulated.Time.WallClockJump = simulated.Time.GetTimestamp() > Seconds(50).Ticks ? Seconds(40) : TimeSpan.Zero;
        var load = await simulated.RunAsync(Open(10, Seconds(120)), new SimulatedService(simulated.Time, Ms(20)), Criteria);

        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);
        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.Met, CriterionVerdict.Inconclusive, CriterionVerdict.Inconclusive]);
        rows[1].Note.ShouldNotBeNull().ShouldContain("the clock went 40.0 s further than the load");
    }

    [TestCase(50, 0)]
    [TestCase(119.5, 0)]
    [TestCase(50, -40)]
    public async Task Load_WhileTheClockJumps_CannotBeTold(double at, double setBackBefore)
    {
        var simulated = new Simulated();
        simulated.Time.WallClockJump = TimeSpan.Zero;
        using var back = simulated.Time.CreateTimer(
            _ => simulated.Time.WallClockJump = Seconds(setBackBefore), null, Seconds(10), Timeout.InfiniteTimeSpan);
        using var forth = simulated.Time.CreateTimer(
            _ => simulated.Time.WallClockJump += Seconds(40), null, Seconds(at), Timeout.InfiniteTimeSpan);
        var load = await simulated.RunAsync(Open(10, Seconds(119.8)), new SimulatedService(simulated.Time, Ms(20)), Criteria);

        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);
        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.Met, CriterionVerdict.Inconclusive, CriterionVerdict.Inconclusive]);
        rows[1].Note.ShouldNotBeNull().ShouldContain("the clock went 40.0 s further than the load");
    }

    [TestCase(-3600)]
    [TestCase(1.5)]
    public async Task Load_WhileTheClockIsCorrected_IsToldAllTheSame(double by)
    {
        var simulated = new Simulated();
        using var set = simulated.Time.CreateTimer(
            _ => simulated.Time.WallClockJump = Seconds(by), null, Seconds(50), Timeout.InfiniteTimeSpan);
        var load = await simulated.RunAsync(Open(10, Seconds(120)), new SimulatedService(simulated.Time, Ms(20)), Criteria);

        load.ToResult().Succeeded.ShouldBe(1200);
        Criteria.Judge(load, EvidenceKind.Acceptance).ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
    }

    [TestCase(10, CriterionVerdict.Inconclusive)]
    [TestCase(0.9, CriterionVerdict.Met)]
    public async Task Load_BackToBackWhoseProcessStoodStill_CannotBeTold(double seconds, CriterionVerdict verdict)
    {
        // Its starts have no plan that they could miss, so only the watch can tell.
        var simulated = new Simulated();
        using var stop = simulated.Time.CreateTimer(
            _ => simulated.Time.Freeze(Seconds(seconds)), null, Seconds(50.99), Timeout.InfiniteTimeSpan);
        var load = await simulated.RunAsync(BackToBack(2, Seconds(120)), new SimulatedService(simulated.Time, Ms(20)), Criteria);

        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);
        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.Met, verdict, verdict]);
        if (verdict == CriterionVerdict.Inconclusive)
        {
            rows[1].Note.ShouldBe("the generator was the bottleneck: it was paused for 10.0 s of 120 s");
        }
    }

    [Test]
    public async Task Load_WhoseServerRestarted_IsFailed()
    {
        var simulated = new Simulated();
        var load = await simulated.RunAsync(Open(10, Seconds(120)), new SimulatedService(simulated.Time, Ms(20)), Criteria);
        var rows = Criteria.Judge(load, EvidenceKind.Acceptance);

        ScenarioJudge.Judge(rows, [load], EvidenceKind.Rehearsal).ShouldBe((ScenarioVerdict.Passed, null));
        ScenarioJudge.Judge(rows, [load], EvidenceKind.Rehearsal, "the server restarted under load").ShouldBe(
            (ScenarioVerdict.Failed, "the server restarted under load"));
        ScenarioJudge.Judge([], [load], EvidenceKind.Rehearsal).Verdict.ShouldBe(ScenarioVerdict.Failed);
    }
}
