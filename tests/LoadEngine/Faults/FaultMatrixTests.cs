using SparkLoad.LoadEngine.Criteria;
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
        TestContext.Out.WriteLine($"| {fault.Measure} | {fault.MustBe} | {fault.Fault} | {CriteriaText.Word(broken.Verdict)}: {broken.MeasuredText} | {CriteriaText.Word(twin.Verdict)}: {twin.MeasuredText} |");

        broken.Verdict.ShouldBe(fault.Verdict, CriteriaText.Table([broken]));
        twin.Verdict.ShouldBe(CriterionVerdict.Met, CriteriaText.Table([twin]));
        if (broken.Verdict == CriterionVerdict.Inconclusive)
        {
            broken.Note.ShouldNotBeNullOrWhiteSpace();
        }
    }

    /// <summary>The capacity and what compares two sides are of several loads, and have tests of their own.</summary>
    [Test]
    public void Matrix_OfAllMeasures_HasARowForEach() => MeasureCatalog.All
        .Select(info => MeasureGrammar.TryParse(info.Name)!)
        .Where(measure => measure is not (Capacity or ComparedFigure))
        .Select(measure => measure.GetType())
        .Except(FaultCase.All().Select(fault => MeasureGrammar.TryParse(fault.Measure)!.GetType()))
        .ShouldBeEmpty();

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
            : new SimulatedService(simulated.Time, Simulated.Ms(20));
        var criteria = CriteriaSet.Parse([(fault.Measure, fault.MustBe)]).CheckAgainst([fault.Plan]);
        var load = await simulated.RunAsync(fault.Plan, service, criteria);
        return criteria.Judge(load, fault.Evidence)[0];
    }
}
