using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

public sealed class RealTimeTests
{
    private static readonly CriteriaSet Criteria = CriteriaSet.Parse(
    [
        ("failed queries", "none"),
        ("failed queries", "under 50%"),
        ("median latency", "under 5 seconds"),
        ("maximum latency", "under 5 seconds"),
        ("rows per query", "every row"),
        ("throughput", "above 1 query per second"),
    ]);

    private static IEnumerable<LoadPlan> Plans() => [Open(20, Seconds(4)), OwnSchedules(2, Ms(200), Seconds(4)), BackToBack(2, Seconds(4))];

    [TestCaseSource(nameof(Plans))]
    public async Task Load_InRealTime_EarnsTheSameVerdictsAsInSimulatedTime(LoadPlan plan)
    {
        var simulated = new Simulated();
        var expected = await simulated.RunAsync(plan, Service(simulated.Time), Criteria);
        // The probe is the calm one on both sides: what this machine does during the test is not the question.
        var runner = new LoadRunner(new Generator(TimeProvider.System, () => new SystemStartWaiter(TimeProvider.System), new CalmProbe()));
        var real = await runner.RunAsync(
            new LoadJob(plan, Service(TimeProvider.System).OpenAsync, Criteria),
            NoMonitor.Instance, new KeepingObserver(), CancellationToken.None);

        // Latency and throughput can only be told where the starts were on time; where they were not, none may be met.
        var onTime = GeneratorHealth.Of(real, GeneratorHealth.UsualThreshold, EvidenceKind.Rehearsal).Bottleneck is null;
        var (wanted, earned) = (Verdicts(expected), Verdicts(real));
        earned.ShouldBe(onTime ? wanted : [wanted[0], wanted[1], Untold, Untold, wanted[4], Untold]);
        if (plan.Shape.HasSchedule)
        {
            real.ToResult().Planned.ShouldBe(expected.ToResult().Planned);
        }
    }

    private const CriterionVerdict Untold = CriterionVerdict.Inconclusive;

    private static List<CriterionVerdict> Verdicts(LoadMeasurement load) =>
        [.. Criteria.Judge(load, EvidenceKind.Rehearsal).Select(row => row.Verdict)];

    private static SimulatedService Service(TimeProvider time) =>
        new(time, asked => asked.N == 5 ? new Answer(Ms(5)) { Error = "BROKEN" } : new Answer(Ms(20)));
}
