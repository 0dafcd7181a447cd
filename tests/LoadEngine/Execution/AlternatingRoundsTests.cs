using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

/// <summary>Two sides that run the same load in turn: ours, and an external client.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AlternatingRoundsTests
{
    private readonly SimulatedTurns _sides = new();

    [Test]
    public async Task Rounds_OfTwoSides_AlternateAndNeverOverlap(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 4, cancellationToken);

        rounds.Rounds.Count.ShouldBe(4);
        var turns = rounds.Rounds
            .SelectMany(round => new[] {
                (Side: "ours", At: round.Subject.Load.StartedAt!.Value),
                (Side: "theirs", At: round.Reference.Load.StartedAt!.Value) })
            .OrderBy(turn => turn.At)
            .ToArray();
        turns.Select(turn => turn.Side).ShouldBe(["ours", "theirs", "theirs", "ours", "ours", "theirs", "theirs", "ours"]);
        turns.Zip(turns.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(apart => apart >= Seconds(5));
    }

    [Test]
    public async Task Round_OfEachSide_HasTheSameSchedule(CancellationToken cancellationToken)
    {
        var client = new PlayedExternalClient(_sides.Time, Ms(40));

        await _sides.RunAsync(client, 1, cancellationToken);

        var ours = _sides.Observer.Journal.Where(line => line is { Load: "ours", Warmup: false });
        client.Executed[^1].Queries.Select(query => (query.N, query.Client, query.Planned.TotalMilliseconds))
            .ShouldBe(ours.Select(line => (line.N, line.Client, line.Planned)), ignoreOrder: true);
    }

    [Test]
    public async Task Turn_OfEachSide_BeginsWithQueriesThatNobodyMeasures(CancellationToken cancellationToken)
    {
        var client = new PlayedExternalClient(_sides.Time, Ms(40));

        var rounds = await _sides.RunAsync(client, 2, cancellationToken);

        // Two clients ask every half second: 2 s of warm-up, then a second before each of two turns.
        client.Executed.Select(schedule => schedule.Queries.Count).ShouldBe([8, 4, 20, 4, 20]);
        foreach (var whole in new[] { rounds.Subject.ToResult(), rounds.Reference.ToResult() })
        {
            whole.Planned.ShouldBe(40);
            var lines = _sides.Observer.Journal.Where(line => line.Load == whole.Name && line.Warmup).ToArray();
            lines.Length.ShouldBe(16);
            lines.Count(line => line.First).ShouldBe(2, "each session has one first query");
        }
    }

    [Test]
    public async Task Whole_OfEachSide_HoldsTheQueriesOfAllRounds(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 3, cancellationToken);

        foreach (var whole in new[] { rounds.Subject.ToResult(), rounds.Reference.ToResult() })
        {
            (whole.Planned, whole.Started, whole.Succeeded).ShouldBe((60, 60, 60));
            (whole.StatedDurationMs, whole.DurationMs).ShouldBe((15_000, 15_000));
            whole.ThroughputPerSecond.ShouldBe(4, 1e-9);
            // The sessions' first queries were the warm-up's, once for all rounds.
            whole.LatencyMs.Scheduled.Count.ShouldBe(60);
            whole.FirstQueryMs.Count.ShouldBe(2);
            whole.Warmup!.Queries.ShouldBe(8);
            var lines = _sides.Observer.Journal.Where(line => line.Load == whole.Name && !line.Warmup).ToArray();
            lines.Select(line => line.N).Order().ShouldBe(Enumerable.Range(0, 60).Select(n => (long)n));
            lines.Max(line => line.Planned).ShouldBeGreaterThan(20_000, "the other side's turns are gaps");
            var begun = _sides.Observer.Begun.Where(begun => begun.Name == whole.Name).ShouldHaveSingleItem();
            (begun.Planned, begun.DurationMs).ShouldBe((60, 15_000));
            _sides.Observer.Progress.Where(progress => progress.Load == whole.Name).Max(progress => progress.Duration)
                .ShouldBe(Seconds(15));
        }

        rounds.Subject.ToResult().LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(20, 0.1);
        rounds.Reference.ToResult().LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(40, 0.1);
    }

    [Test]
    public async Task Load_AlongsideTheSubject_RunsInItsTurnsAndIsBookedAsOneLoad(CancellationToken cancellationToken)
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.Query == "heavy" ? Ms(400) : Ms(20)));
        var heavy = BackToBack(1, Seconds(5)) with { Name = "heavy", Mix = [new QueryShare("heavy")], Side = "with" };
        await using var subject = simulated.Side(
            SimulatedTurns.Plan with { Name = "small, with", Side = "with" }, service, NoMonitor.Instance, heavy);
        await using var reference = simulated.Side(
            SimulatedTurns.Plan with { Name = "small, alone", Side = "alone" }, service, NoMonitor.Instance);

        var rounds = await new AlternatingRounds(subject, reference).RunAsync(
            3, 3, SimulatedTurns.NoFailures, simulated.Observer, cancellationToken);

        var alongside = rounds.Alongside.ShouldHaveSingleItem().ToResult();
        // Of five seconds the last query ends in the drain; each of three rounds asks 13.
        (alongside.Name, alongside.Planned, alongside.Succeeded, alongside.StatedDurationMs).ShouldBe(("heavy", 39, 39, 15_000));
        (rounds.Subject.ToResult().Planned, rounds.Reference.ToResult().Planned).ShouldBe((60, 60));
        var journal = simulated.Observer.Journal.Where(line => !line.Warmup).ToArray();
        var asked = journal.Where(line => line.Load == "heavy").ToArray();
        asked.Select(line => line.N).Order().ShouldBe(Enumerable.Range(0, 39).Select(n => (long)n));
        var small = journal.Where(line => line.Load == "small, with").ToArray();
        asked.ShouldAllBe(line => small.Any(other => Math.Abs(other.Planned - line.Planned) <= 500), "it runs while the subject does");
        simulated.Observer.Begun.Select(begun => begun.Name).ShouldBe(["small, with", "heavy", "small, alone"]);
        service.Opened.ShouldBe(5, "each client opens its session once");
    }

    [Test]
    public async Task Rounds_Cancelled_EndWithWhatWasMeasured(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = _sides.Time.CreateTimer(_ => cancelled.Cancel(), null, Seconds(75), Timeout.InfiniteTimeSpan);

        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 20, cancelled.Token);

        rounds.Rounds.Count.ShouldBeInRange(1, 2);
        (rounds.Subject.BrokeOffBecause ?? rounds.Reference.BrokeOffBecause).ShouldBe("cancelled");
    }

    [Test]
    public async Task Rounds_CancelledWithinATurn_AreComparedWithoutTheRoundThatWasCutShort(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = 0;

        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 20, cancelled.Token, () => new ActingMonitor(() =>
        {
            // The second turn of the second round.
            if (++starts == 2)
            {
                _sides.Time.CreateTimer(_ => cancelled.Cancel(), null, Seconds(2), Timeout.InfiniteTimeSpan);
            }
        }));

        rounds.Rounds.Count.ShouldBe(1);
        rounds.Rounds.ShouldAllBe(round => round.Subject.Load.BrokeOffBecause == null && round.Reference.Load.BrokeOffBecause == null);
        (rounds.Subject.BrokeOffBecause, rounds.Reference.BrokeOffBecause).ShouldBe(("cancelled", "cancelled"));
        rounds.Subject.ToResult().Succeeded.ShouldBeInRange(24, 32, "the whole load has the queries of the turn that was cut short");
    }

    [Test]
    public async Task Rounds_CancelledWhileAMonitorStarts_EndWithWhatWasMeasured(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = 0;

        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 20, cancelled.Token, () => new ActingMonitor(() =>
        {
            if (++starts == 2)
            {
                cancelled.Cancel();
            }
        }));

        rounds.Rounds.Count.ShouldBe(1);
        (rounds.Subject.BrokeOffBecause, rounds.Reference.BrokeOffBecause).ShouldBe(("cancelled", "cancelled"));
        (rounds.Subject.ToResult().Succeeded, rounds.Reference.ToResult().Succeeded).ShouldBe((20, 40));
    }

    [Test]
    public async Task Observer_ThatBreaksDuringTheWarmUp_IsWhatTheRoundsEndWith(CancellationToken cancellationToken)
    {
        await using var timer = _sides.Time.CreateTimer(_ => _sides.Observer.Breaking.Cancel(), null, Seconds(1), Timeout.InfiniteTimeSpan);

        (await Should.ThrowAsync<IOException>(() => _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)), 2, cancellationToken)))
            .Message.ShouldBe("The disk is full.");
    }

    [Test]
    public async Task Whole_OfEachSide_TellsNoGrowthOfMemory(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(
            new PlayedExternalClient(_sides.Time, Ms(40)), 2, cancellationToken, () => new FixedMonitor(FixedMonitor.Client()));

        var client = rounds.Subject.Resources!.Client!;
        (client.MemoryGrowthBytesPerHour, client.MemoryGrowthInterval).ShouldBe((null, null));
        (client.PeakMemoryBytes, client.CpuMs).ShouldBe((200_000_000, 2_000));
        client.CpuMsPerQuery.ShouldBe(1, "of the queries of all loads, as each round has it");
    }
}
