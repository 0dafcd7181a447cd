using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Results;
using SparkLoad.LoadEngine.Tests.Simulation;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Criteria;

/// <summary>Rows of a comparison, which hold for both sides.</summary>
[CancelAfter(30_000)]
public sealed class RoundsJudgeTests
{
    [Test]
    public async Task Row_ThatOneSideBreaks_IsThatOfTheWorseSide(CancellationToken cancellationToken)
    {
        var sides = new SimulatedTurns();
        var rounds = await sides.RunAsync(new PlayedExternalClient(sides.Time, Ms(40)) { Failing = [3] }, 1, cancellationToken);
        var criteria = CriteriaSet.Parse([("failed queries", "none"), ("median latency", "under 1 second")]);

        var rows = criteria.Judge(rounds, EvidenceKind.Rehearsal, []);

        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.NotMet, CriterionVerdict.Met]);
        rows[0].Note.ShouldNotBeNull().ShouldStartWith("of theirs, the worse of both sides; 1 failed");
        // Of two that are met the one with less room.
        (rows[1].MeasuredText, rows[1].Note).ShouldBe(("40 ms", "of theirs, the worse of both sides"));
    }

    [Test]
    public async Task Row_ThatNamesTheLoad_IsJudgedOnBothSidesByItsNameInTheScenario(CancellationToken cancellationToken)
    {
        var sides = new SimulatedTurns();
        var rounds = await sides.RunAsync(new PlayedExternalClient(sides.Time, Ms(40)), 1, cancellationToken);
        var stated = CriteriaSet.Parse([new CriterionRow("failed queries", "none", "clients")]);

        stated.OfTheOnlyLoad().Judge(rounds, EvidenceKind.Acceptance, []).ShouldHaveSingleItem().Verdict.ShouldBe(CriterionVerdict.Met);
        Should.Throw<CriterionFormatException>(() => stated.Judge(rounds, EvidenceKind.Acceptance, []));
    }

    [Test]
    public async Task Row_OfALoadAlongside_IsJudgedByThatLoadAlone(CancellationToken cancellationToken)
    {
        var simulated = new Simulated();
        var (calm, slow) = (new SimulatedService(simulated.Time, Ms(20)), new SimulatedService(simulated.Time, Ms(40)));
        var plans = StatedComparison.OfLoadAlone("clients", 1).PlansOf(SimulatedTurns.Plan);
        await using var subject = simulated.Side(plans.Subject, slow, NoMonitor.Instance, BackToBack(1, Seconds(5)));
        await using var reference = simulated.Side(plans.Reference, calm, NoMonitor.Instance);
        var rounds = await new AlternatingRounds(subject, reference).RunAsync(
            1, 1, SimulatedTurns.NoFailures, simulated.Observer, cancellationToken);
        var criteria = CriteriaSet.Parse(
            [
                new CriterionRow("median latency", "under 30 ms", "clients"),
                new CriterionRow("throughput", "above 20 queries per second", "micro"),
            ]);

        var rows = criteria.Judge(rounds, EvidenceKind.Rehearsal, []);

        rows.Select(row => (row.Load, row.Verdict)).ShouldBe([("clients", CriterionVerdict.NotMet), ("micro", CriterionVerdict.Met)]);
        rows[0].Note.ShouldNotBeNull().ShouldStartWith("of the load alongside others, the worse of both sides");
        rows[1].Note.ShouldBeNull();
    }
}
