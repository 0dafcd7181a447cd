using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Disturbances;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Tests.Faults;

/// <summary>No false pass: what is broken is never met, and its twin without the fault always is.</summary>
public sealed class FaultMatrixTests
{
    private static IEnumerable<TestCaseData> Cases() => FaultCase.All().Select(fault => new TestCaseData(fault).SetName($"Fault({fault})"));

    [TestCaseSource(nameof(Cases))]
    public async Task Criterion_WithTheFault_IsNeverMet_AndItsTwinAlwaysIs(object row)
    {
        var fault = (FaultCase)row;
        var broken = await JudgeAsync(fault, withFault: true);
        var twin = await JudgeAsync(fault, withFault: false);
        TestContext.Out.WriteLine(
            $"| {fault.Measure} | {fault.MustBe} | {fault.Fault} | {CriteriaText.Word(broken.Verdict)}: {broken.MeasuredText} "
            + $"| {CriteriaText.Word(twin.Verdict)}: {twin.MeasuredText} |");

        broken.Verdict.ShouldBe(fault.Verdict, CriteriaText.Table([broken]));
        twin.Verdict.ShouldBe(CriterionVerdict.Met, CriteriaText.Table([twin]));
        if (broken.Verdict == CriterionVerdict.Inconclusive)
        {
            broken.Note.ShouldNotBeNullOrWhiteSpace();
        }
    }

    /// <summary>Of measures whose names follow a pattern one is enough, and of comparisons one of each measure that compares.</summary>
    [Test]
    public void Matrix_OfAllMeasures_HasACaseOfEach()
    {
        var cases = FaultCase.All().Select(fault => Measure.Find(fault.Measure)!).ToArray();

        Measure.All
            .Where(measure => !cases.Any(
                known => known.GetType() == measure.GetType() && (measure.ComparedWith is null || known.Key == measure.Key)))
            .Select(measure => measure.Name)
            .ShouldBeEmpty("a measure is added with a case in FaultCase.All that breaks it");
    }

    private static async Task<CriterionResult> JudgeAsync(FaultCase fault, bool withFault)
    {
        var simulated = new Simulated
        {
            Late = withFault ? fault.GeneratorLate : null,
            Monitor = withFault
                ? new FixedMonitor(fault.BrokenClient, fault.BrokenServer)
                : new FixedMonitor(FixedMonitor.Client(cpuMs: 7_200), FaultCase.Server()),
        };
        simulated.Probe.OnLook = withFault ? fault.Probe : null;
        var service = withFault
            ? new SimulatedService(simulated.Time, fault.Broken) { Stopped = fault.Stopped }
            : new SimulatedService(simulated.Time, fault.Whole);
        var scenario = new StatedScenario
        {
            Loads = [new StatedLoad(fault.Plan), .. fault.Alongside is { } other ? (StatedLoad[])[new(other)] : []],
            Terms = new() { KilledAfter = fault.KilledAfter, RenewsSessions = fault.Measure == "new sessions" },
            Comparison = fault.Alongside is not null ? StatedComparison.OfLoadAlone(fault.Plan.Name, 20)
                : Measure.Find(fault.Measure)!.ComparedWith is { } reference ? new StatedComparison("this client", reference, 20)
                : null,
            Criteria = CriteriaSet.Parse(
            [
                new(fault.Measure, fault.MustBe, fault.Alongside is null ? null : fault.Plan.Name),
                .. fault.Further.Select(row => new CriterionRow(row.Measure, row.MustBe, null)),
                .. fault.Alongside is { } judged ? (CriterionRow[])[new("failed queries", "under 50%", judged.Name)] : [],
            ]),
        }.Validated();
        return scenario switch
        {
            { Comparison: { } comparison } => await JudgeRoundsAsync(
                comparison, scenario, simulated, service, fault, withFault ? fault.Answers : new(3, 0, [])),
            { Loads: [{ Shape: CapacityLoad }] } => await JudgeStepsAsync(scenario, simulated, service, fault.Evidence),
            _ => scenario.Criteria.Judge(
                await LoadAsync(fault, scenario.Criteria, simulated, service, withFault ? fault.BrokenTable : fault.Table),
                fault.Evidence)[0],
        };
    }

    private static async Task<LoadMeasurement> LoadAsync(
        FaultCase fault, CriteriaSet criteria, Simulated simulated, SimulatedService service, (TableRows, TableRows)? table)
    {
        simulated.Disturbances = Restart(fault, simulated);
        var load = await simulated.RunAsync(fault.Plan, service, criteria);
        load.Table = table;
        return load;
    }

    private static IReadOnlyList<IDisturbance> Restart(FaultCase fault, Simulated simulated) => fault.KilledAfter is { } after
        ? [new ServerRestart(after, () => Task.Delay(Simulated.Seconds(10), simulated.Time), _ => Task.FromResult<string?>(null))]
        : [];

    private static async Task<CriterionResult> JudgeStepsAsync(
        RunnableScenario scenario, Simulated simulated, SimulatedService service, EvidenceKind evidence)
    {
        var job = new LoadJob(scenario.Loads[0], service.OpenAsync, scenario.Criteria);
        var steps = await new CapacitySearch(simulated.Runner()).RunAsync(
            job, () => simulated.Monitor, simulated.Observer, evidence, CancellationToken.None);
        return scenario.Criteria.Judge(steps, evidence)[0];
    }

    private static async Task<CriterionResult> JudgeRoundsAsync(
        StatedComparison comparison, RunnableScenario scenario, Simulated simulated, SimulatedService service, FaultCase fault,
        ComparedAnswers? answers)
    {
        var plans = comparison.PlansOf(scenario.Loads[0]);
        await using var subject = simulated.Side(plans.Subject, service, simulated.Monitor, scenario.Loads.Skip(1));
        await using var reference = simulated.Side(
            plans.Reference, new SimulatedService(simulated.Time, Simulated.Ms(20)), new FixedMonitor(FixedMonitor.Client(cpuMs: 7_200)));
        var rounds = await new AlternatingRounds(subject, reference).RunAsync(
            comparison.Rounds, comparison.Rounds, scenario.Criteria, simulated.Observer, CancellationToken.None);
        return scenario.Criteria.Judge(
            rounds, fault.Evidence, Rounds.Compare(comparison.Subject, comparison.Reference, rounds.Rounds, sameClient: true), answers)[0];
    }
}
