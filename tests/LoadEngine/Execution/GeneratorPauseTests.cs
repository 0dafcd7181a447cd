using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

/// <summary>
/// The process that sends the load is paused for 700 ms: what that breaks is not the server's, and what it does not break stays as it
/// is.
/// </summary>
internal sealed class GeneratorPauseTests
{
    private static readonly TimeSpan Pause = Ms(700);

    [TestCase("maximum latency", "under 500 ms", CriterionVerdict.Inconclusive)]
    [TestCase("99.9th percentile latency", "under 500 ms", CriterionVerdict.Inconclusive)]
    [TestCase("mean latency", "under 20.5 ms", CriterionVerdict.Inconclusive)]
    [TestCase("maximum latency in every 1-second window", "under 500 ms", CriterionVerdict.Inconclusive)]
    [TestCase("median latency", "under 500 ms", CriterionVerdict.Met)]
    [TestCase("maximum latency", "under 10 ms", CriterionVerdict.NotMet)]
    [TestCase("maximum latency in every 1-second window", "under 10 ms", CriterionVerdict.NotMet)]
    [TestCase("failed queries", "none", CriterionVerdict.Met)]
    public async Task Row_OfALoadWhoseGeneratorStoodStill_IsOnlyBlamedOnTheServerWhereItIs(
        string measure, string mustBe, CriterionVerdict verdict)
    {
        var row = await JudgeAsync(BackToBack(1, Seconds(30), pause: Ms(30)), measure, mustBe);

        row.Verdict.ShouldBe(verdict, row.Note);
        if (verdict == CriterionVerdict.Inconclusive)
        {
            row.Note!.ShouldContain("the generator was paused once, for 7");
        }
    }

    [TestCase("maximum time to cancel", "under 500 ms", CriterionVerdict.Inconclusive)]
    [TestCase("mean time to cancel", "under 16 ms", CriterionVerdict.Inconclusive)]
    [TestCase("median time to cancel", "under 500 ms", CriterionVerdict.Met)]
    [TestCase("maximum time to cancel", "under 10 ms", CriterionVerdict.NotMet)]
    public async Task Cancelling_WhileTheGeneratorStoodStill_IsOnlyBlamedOnTheServerWhereItIs(
        string measure, string mustBe, CriterionVerdict verdict)
    {
        var plan = BackToBack(1, Seconds(30), pause: Ms(30)) with { Asking = new CancelledAfter(Ms(5)) };

        (await JudgeAsync(plan, measure, mustBe)).Verdict.ShouldBe(verdict);
    }

    [Test]
    public async Task Starts_ThatWaitedForAnAnswerWhileTheGeneratorStoodStill_AreNotTheServersLateness()
    {
        var row = await JudgeAsync(OwnSchedules(2, Ms(100), Seconds(30)), "queries started on time", "at least 99%");

        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive, row.Note);
    }

    [Test]
    public async Task Load_WhoseGeneratorNeverPauses_KnowsOfNone()
    {
        var simulated = new Simulated();
        var load = await simulated.RunAsync(Open(20, Seconds(30)), new SimulatedService(simulated.Time, Ms(20)));

        load.Generator.Pauses.ShouldBe(0);
        load.Generator.DisturbedQueries.ShouldBe(0);
    }

    private static async Task<CriterionResult> JudgeAsync(LoadPlan plan, string measure, string mustBe)
    {
        var criteria = CriteriaSet.Parse([(measure, mustBe)]);
        var simulated = new Simulated();
        var frozen = false;
        var service = new SimulatedService(simulated.Time, asked =>
        {
            // In the middle of this query, and not while it is sent: its answer comes while the process is paused.
            var freezes = !frozen && asked.At >= Seconds(12);
            if (freezes)
            {
                frozen = true;
                simulated.Time.CreateTimer(_ => simulated.Time.Freeze(Pause), null, Ms(5), Timeout.InfiniteTimeSpan);
            }

            return new Answer(Ms(20)) { ToCancel = plan.Asking.CancelAfter is null ? null : Ms(15) + (freezes ? Pause : TimeSpan.Zero) };
        });
        var load = await simulated.RunAsync(plan, service, criteria);
        return criteria.Judge(load, EvidenceKind.Rehearsal)[0];
    }
}
