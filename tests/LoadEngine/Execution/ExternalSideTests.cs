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

/// <summary>A side of an external client.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ExternalSideTests
{
    private readonly SimulatedTurns _sides = new();

    [Test]
    public async Task Latency_OfAnExternalClient_IsCountedFromThePlannedStart(CancellationToken cancellationToken)
    {
        // Slower than its own schedule: each query waits for the one before it.
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(600)), 1, cancellationToken);

        var lines = _sides.Observer.Journal.Where(line => line is { Load: "theirs", Warmup: false, Client: 0 }).OrderBy(line => line.N)
            .ToArray();
        lines.Select(line => line.Started!.Value - line.Planned).ShouldBe(Enumerable.Range(0, 10).Select(n => n * 100.0));
        var latency = rounds.Reference.ToResult().LatencyMs;
        latency.Scheduled.Mean!.Value.ShouldBe(latency.DispatchDelay.Mean!.Value + latency.Service.Mean!.Value, 0.01);
        latency.Service.Percentiles["50"]!.Value.ShouldBe(600, 1);
        rounds.Reference.ToResult().Generator!.WaitedStarts.ShouldBe(18);
        rounds.Reference.ToResult().Generator!.LateStarts.ShouldBe(0);
    }

    [Test]
    public async Task Lateness_OfAnExternalClient_IsReportedAsItsOwnAndNotAsOurs(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)) { Late = Ms(70) }, 2, cancellationToken);

        var theirs = rounds.Reference.ToResult();
        theirs.Generator!.LateStarts.ShouldBe(40);
        theirs.LatencyMs.Scheduled.Percentiles["50"]!.Value.ShouldBe(110, 0.2);
        SimulatedTurns.NoFailures.Judge(rounds.Reference, EvidenceKind.Acceptance).Select(row => row.Verdict)
            .ShouldBe([CriterionVerdict.Met, CriterionVerdict.NotMet]);
        rounds.Rounds.ShouldAllBe(round => round.Reference.Disturbed == null);
    }

    [Test]
    public async Task Failure_OfAnExternalClient_IsInfinitelySlow(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)) { Failing = [3, 5] }, 1, cancellationToken);

        var theirs = rounds.Reference.ToResult();
        (theirs.Planned, theirs.Succeeded, theirs.Failed).ShouldBe((20, 18, 2));
        theirs.LatencyMs.Scheduled.Percentiles["95"].ShouldBeNull();
        rounds.Reference.Errors.ShouldHaveSingleItem().ShouldBe(new ErrorCount("BROKEN", null, "It broke.", 2));
    }

    [Test]
    public async Task ExternalClient_ThatDies_BreaksTheRoundsOffAndSettlesEveryQuery(CancellationToken cancellationToken)
    {
        var rounds = await _sides.RunAsync(new PlayedExternalClient(_sides.Time, Ms(40)) { DiesAt = 11 }, 3, cancellationToken);

        var theirs = rounds.Reference.ToResult();
        rounds.Rounds.Count.ShouldBe(1);
        theirs.BrokeOffBecause.ShouldBe("It died.");
        rounds.Subject.BrokeOffBecause.ShouldBe("the other side ended early");
        (theirs.Planned, theirs.Succeeded).ShouldBe((20, 11));
        (theirs.Unfinished, theirs.NeverStarted).ShouldBe((1, 8));
    }

    [TestCase(1, 5)]
    [TestCase(0.5, 2)]
    public async Task WarmUp_NotStated_IsShorterInARehearsal(double scale, int seconds)
    {
        await using var side = _sides.Theirs(
            new PlayedExternalClient(_sides.Time, Ms(40)),
            SimulatedTurns.Plan with { WarmUp = TimeSpan.Zero, Scale = DurationScale.Of(scale) });

        side.Plans[0].WarmUp.ShouldBe(Seconds(seconds));
    }
}
