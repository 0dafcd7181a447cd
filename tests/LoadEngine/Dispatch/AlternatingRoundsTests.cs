using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Dispatch;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;
using SparkLoad.LoadEngine.Tests.Simulation;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Dispatch;

/// <summary>Two sides that carry the same load in turn: ours, and a client of another make.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AlternatingRoundsTests
{
    private static readonly CriteriaSet NoFailures = CriteriaSet.Parse([("failed queries", "none"), ("queries started on time", "at least 99%")]);

    private readonly SimulatedTime _time = new();
    private readonly KeepingObserver _observer = new();

    private static LoadPlan Plan => OwnSchedules(2, Ms(500), Seconds(5)) with { WarmUp = Seconds(2) };

    [Test]
    public async Task Rounds_OfTwoSides_AlternateAndNeverOverlap(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 4, cancellationToken);

        rounds.Rounds.Count.ShouldBe(4);
        var turns = rounds.Rounds
            .SelectMany(round => new[] { (Side: "ours", At: round.Left.Load.StartedAt!.Value), (Side: "theirs", At: round.Right.Load.StartedAt!.Value) })
            .OrderBy(turn => turn.At)
            .ToArray();
        turns.Select(turn => turn.Side).ShouldBe(["ours", "theirs", "theirs", "ours", "ours", "theirs", "theirs", "ours"]);
        turns.Zip(turns.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(apart => apart >= Seconds(5));
    }

    [Test]
    public async Task Round_OfEachSide_HasTheSameSchedule(CancellationToken cancellationToken)
    {
        var client = new PlayedForeignClient(_time, Ms(40));

        await RunAsync(client, 1, cancellationToken);

        var ours = _observer.Journal.Where(line => line is { Load: "ours", Warmup: false });
        client.Carried[^1].Queries.Select(query => (query.N, query.Client, query.Planned.TotalMilliseconds))
            .ShouldBe(ours.Select(line => (line.N, line.Client, line.Planned)), ignoreOrder: true);
    }

    [Test]
    public async Task Turn_OfEachSide_BeginsWithQueriesThatNobodyMeasures(CancellationToken cancellationToken)
    {
        var client = new PlayedForeignClient(_time, Ms(40));

        var rounds = await RunAsync(client, 2, cancellationToken);

        // Two clients ask every half second: 2 s of warm-up, then a second before each of two turns.
        client.Carried.Select(schedule => schedule.Queries.Count).ShouldBe([8, 4, 20, 4, 20]);
        foreach (var whole in new[] { rounds.Left.ToResult(), rounds.Right.ToResult() })
        {
            whole.Planned.ShouldBe(40);
            var lines = _observer.Journal.Where(line => line.Load == whole.Name && line.Warmup).ToArray();
            lines.Length.ShouldBe(16);
            lines.Count(line => line.First).ShouldBe(2, "each session has one first query");
        }
    }

    [Test]
    public async Task Whole_OfEachSide_HoldsTheQueriesOfAllRounds(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 3, cancellationToken);

        foreach (var whole in new[] { rounds.Left.ToResult(), rounds.Right.ToResult() })
        {
            (whole.Planned, whole.Started, whole.Succeeded).ShouldBe((60, 60, 60));
            (whole.StatedDurationMs, whole.DurationMs).ShouldBe((15_000, 15_000));
            whole.ThroughputPerSecond.ShouldBe(4, 1e-9);
            // The sessions' first queries were the warm-up's, once for all rounds.
            whole.LatencyMs.Scheduled.Count.ShouldBe(60);
            whole.FirstQueryMs.Count.ShouldBe(2);
            whole.Warmup!.Queries.ShouldBe(8);
            var lines = _observer.Journal.Where(line => line.Load == whole.Name && !line.Warmup).ToArray();
            lines.Select(line => line.N).Order().ShouldBe(Enumerable.Range(0, 60).Select(n => (long)n));
            lines.Max(line => line.Planned).ShouldBeGreaterThan(20_000, "the other side's turns are gaps");
            var begun = _observer.Begun.Where(begun => begun.Name == whole.Name).ShouldHaveSingleItem();
            (begun.Planned, begun.DurationMs).ShouldBe((60, 15_000));
            _observer.Progress.Where(progress => progress.Load == whole.Name).Max(progress => progress.Duration).ShouldBe(Seconds(15));
        }

        rounds.Left.ToResult().LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(20, 0.1);
        rounds.Right.ToResult().LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(40, 0.1);
    }

    [Test]
    public async Task Latency_OfAForeignClient_IsCountedFromThePlannedStart(CancellationToken cancellationToken)
    {
        // Slower than its own schedule: each query waits for the one before it.
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(600)), 1, cancellationToken);

        var lines = _observer.Journal.Where(line => line is { Load: "theirs", Warmup: false, Client: 0 }).OrderBy(line => line.N).ToArray();
        lines.Select(line => line.Started!.Value - line.Planned).ShouldBe(Enumerable.Range(0, 10).Select(n => n * 100.0));
        var latency = rounds.Right.ToResult().LatencyMs;
        latency.Scheduled.Mean!.Value.ShouldBe(latency.DispatchDelay.Mean!.Value + latency.Service.Mean!.Value, 0.01);
        latency.Service.Percentiles["50"]!.Value.ShouldBe(600, 1);
        rounds.Right.ToResult().Generator!.WaitedStarts.ShouldBe(18);
        rounds.Right.ToResult().Generator!.LateStarts.ShouldBe(0);
    }

    [Test]
    public async Task Lateness_OfAForeignClient_IsReportedAsItsOwnAndNotAsOurs(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)) { Late = Ms(70) }, 2, cancellationToken);

        var theirs = rounds.Right.ToResult();
        theirs.Generator!.LateStarts.ShouldBe(40);
        theirs.LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(110, 0.2);
        NoFailures.Judge(rounds.Right, EvidenceKind.Acceptance).Select(row => row.Verdict)
            .ShouldBe([CriterionVerdict.Met, CriterionVerdict.NotMet]);
        rounds.Rounds.ShouldAllBe(round => round.Right.Disturbed == null);
    }

    [Test]
    public async Task Failure_OfAForeignClient_IsInfinitelySlow(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)) { Failing = [3, 5] }, 1, cancellationToken);

        var theirs = rounds.Right.ToResult();
        (theirs.Planned, theirs.Succeeded, theirs.Failed).ShouldBe((20, 18, 2));
        theirs.LatencyMs.Scheduled.Percentiles["95"].ShouldBeNull();
        rounds.Right.Errors.ShouldHaveSingleItem().ShouldBe(new ErrorCount("BROKEN", null, "It broke.", 2));
    }

    [Test]
    public async Task ForeignClient_ThatDies_BreaksTheRoundsOffAndSettlesEveryQuery(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)) { DiesAt = 11 }, 3, cancellationToken);

        var theirs = rounds.Right.ToResult();
        rounds.Rounds.Count.ShouldBe(1);
        theirs.BrokeOffBecause.ShouldBe("It died.");
        rounds.Left.BrokeOffBecause.ShouldBe("the other side broke off");
        (theirs.Planned, theirs.Succeeded).ShouldBe((20, 11));
        (theirs.Unfinished, theirs.NeverStarted).ShouldBe((1, 8));
    }

    [Test]
    public async Task Rounds_Cancelled_EndWithWhatWasMeasured(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = _time.CreateTimer(_ => cancelled.Cancel(), null, Seconds(75), Timeout.InfiniteTimeSpan);

        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 20, cancelled.Token);

        rounds.Rounds.Count.ShouldBeInRange(1, 2);
        (rounds.Left.BrokeOffBecause ?? rounds.Right.BrokeOffBecause).ShouldBe("cancelled");
    }

    [Test]
    public async Task Rounds_CancelledWithinATurn_AreComparedWithoutTheRoundThatWasCutShort(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = 0;

        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 20, cancelled.Token, () => new ActingMonitor(() =>
        {
            // The second turn of the second round.
            if (++starts == 2)
            {
                _time.CreateTimer(_ => cancelled.Cancel(), null, Seconds(2), Timeout.InfiniteTimeSpan);
            }
        }));

        rounds.Rounds.Count.ShouldBe(1);
        rounds.Rounds.ShouldAllBe(round => round.Left.Load.BrokeOffBecause == null && round.Right.Load.BrokeOffBecause == null);
        (rounds.Left.BrokeOffBecause, rounds.Right.BrokeOffBecause).ShouldBe(("cancelled", "cancelled"));
        rounds.Left.ToResult().Succeeded.ShouldBeInRange(24, 32, "the whole load has the queries of the turn that was cut short");
    }

    [Test]
    public async Task Rounds_CancelledWhileAMonitorStarts_EndWithWhatWasMeasured(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = 0;

        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 20, cancelled.Token, () => new ActingMonitor(() =>
        {
            if (++starts == 2)
            {
                cancelled.Cancel();
            }
        }));

        rounds.Rounds.Count.ShouldBe(1);
        (rounds.Left.BrokeOffBecause, rounds.Right.BrokeOffBecause).ShouldBe(("cancelled", "cancelled"));
        (rounds.Left.ToResult().Succeeded, rounds.Right.ToResult().Succeeded).ShouldBe((20, 40));
    }

    [Test]
    public async Task Observer_ThatBreaksDuringTheWarmUp_IsWhatTheRoundsEndWith(CancellationToken cancellationToken)
    {
        await using var timer = _time.CreateTimer(_ => _observer.Breaking.Cancel(), null, Seconds(1), Timeout.InfiniteTimeSpan);

        (await Should.ThrowAsync<IOException>(() => RunAsync(new PlayedForeignClient(_time, Ms(40)), 2, cancellationToken)))
            .Message.ShouldBe("The disk is full.");
    }

    [Test]
    public async Task Whole_OfEachSide_TellsNoGrowthOfMemory(CancellationToken cancellationToken)
    {
        var rounds = await RunAsync(new PlayedForeignClient(_time, Ms(40)), 2, cancellationToken, () => new FixedMonitor(FixedMonitor.Client()));

        var client = rounds.Left.Resources!.Client!;
        (client.MemoryGrowthBytesPerHour, client.MemoryGrowthInterval).ShouldBe((null, null));
        (client.PeakMemoryBytes, client.CpuMs).ShouldBe((200_000_000, 2_000));
    }

    [TestCase(LoadModel.Open)]
    [TestCase(LoadModel.BackToBack)]
    public void ForeignSide_OfALoadWithoutClientsOfTheirOwn_IsRefused(LoadModel model)
    {
        var plan = model == LoadModel.Open ? Open(5, Seconds(5)) : BackToBack(2, Seconds(5));

        Should.Throw<PlanException>(() => Theirs(new PlayedForeignClient(_time, Ms(1)), plan)).Message
            .ShouldContain("state it as clients that each ask at a rate");
    }

    private async Task<CarriedRounds> RunAsync(
        PlayedForeignClient client, int rounds, CancellationToken cancellationToken, Func<IResourceMonitor>? monitor = null)
    {
        var service = new SimulatedService(_time, Ms(20));
        CarriedRounds carried;
        await using (var ours = new OwnSide(
            _time, () => new SimulatedWaiter(_time, null), new CalmProbe(),
            new LoadJob(Plan with { Name = "ours", Side = "ours" }, service.OpenAsync), monitor ?? (() => NoMonitor.Instance)))
        await using (var theirs = Theirs(client, Plan with { Name = "theirs", Side = "theirs" }))
        {
            carried = await new AlternatingRounds(ours, theirs).RunAsync(rounds, rounds, NoFailures, _observer, cancellationToken);
            service.Closed.ShouldBe(0, "sessions stay open from round to round");
        }

        (service.Opened, service.Closed, client.Disposed).ShouldBe((2, 2, true));
        return carried;
    }

    [TestCase(1, 5)]
    [TestCase(0.5, 2)]
    public async Task WarmUp_NotStated_IsShorterInARehearsal(double scale, int seconds)
    {
        await using var side = Theirs(new PlayedForeignClient(_time, Ms(40)), Plan with { WarmUp = TimeSpan.Zero, Scale = DurationScale.Of(scale) });

        side.Plan.WarmUp.ShouldBe(Seconds(seconds));
    }

    private ForeignSide Theirs(PlayedForeignClient client, LoadPlan plan) =>
        new(_time, plan, token => Opened(client, token), _ => NoMonitor.Instance);

    private static Task<IForeignClient> Opened(PlayedForeignClient client, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IForeignClient>(client);
    }
}
