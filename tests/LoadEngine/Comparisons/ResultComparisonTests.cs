using System.Text.Json;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.LoadEngine.Tests.Simulation;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

/// <summary>Two results of one scenario, compared by what stands in results.json.</summary>
public sealed class ResultComparisonTests
{
    private const string Before = "the previous run";

    private static readonly MachineInfo Machine = new("m1", "Linux", "EPYC", 2, 8_000_000_000, "10.0.0");
    private static readonly LoadPlan Plan = Simulated.Open(10, TimeSpan.FromMinutes(3));

    [TestCase(1, 0)]
    [TestCase(1.05, 0)]
    [TestCase(1.5, 0)]
    [TestCase(0.6, 0)]
    [TestCase(0.6, 3)]
    public async Task Results_WrittenAndReadAgain_CompareAsTheirQueriesDo(double factor, int failures)
    {
        var (subject, reference) = (await RanAsync(20 * factor, failures), await RanAsync(20));

        var made = ResultComparison.Of(Read(Result(subject)), Read(Result(reference)), Before);

        var byQueries = ComparedMeasure.OfLoads
            .Select(measure => RunComparison.Of(measure, subject.Recorder, reference.Recorder, ComparedMeasure.OfLoads.Count)).ToList();
        made.Select(comparison => (comparison.Key, comparison.Outcome)).ShouldBe(
            byQueries.Select(comparison => (comparison.Key, comparison.Outcome)));
        foreach (var (ours, theirs) in made.Zip(byQueries))
        {
            ShouldBeNear(ours.Ratio, theirs.Ratio);
            ShouldBeNear(ours.Interval?.Low, theirs.Interval?.Low);
            ShouldBeNear(ours.Interval?.High, theirs.Interval?.High);
            ShouldBeNear(ours.SubjectFigure, theirs.SubjectFigure);
            ours.Confidence!.Value.ShouldBe(theirs.Confidence!.Value, 1e-9);
            ours.Note.ShouldBe(theirs.Note?.Replace("the baseline", Before, StringComparison.Ordinal));
        }
    }

    [Test]
    public async Task Comparison_OfASlowerRun_IsSlowerThanThePreviousOne()
    {
        var median = ResultComparison.Of(Result(await RanAsync(30)), Result(await RanAsync(20)), Before)[0];

        (median.Subject, median.Reference, median.Outcome, median.Rounds).ShouldBe(("this run", Before, ComparisonOutcome.Slower, 0));
        median.Ratio!.Value.ShouldBe(1.5, 0.15);
    }

    [Test]
    public async Task Comparison_OfSeveralLoads_NamesThem()
    {
        var load = (await RanAsync(20)).ToResult();
        var scenario = Scenario() with { Loads = [load, load with { Name = "other" }] };

        var made = ResultComparison.Of(scenario, scenario, Before);

        made.Select(comparison => comparison.Load).Distinct().ShouldBe([load.Name, "other"]);
        made.Count.ShouldBe(2 * ComparedMeasure.OfLoads.Count);
    }

    [Test]
    public async Task Comparison_OfAnotherNumberOfQueries_IsUndecidedAndSaysSo()
    {
        var load = (await RanAsync(20)).ToResult();
        var made = ResultComparison.Of(
            Scenario() with { Loads = [load] }, Scenario() with { Loads = [load with { Planned = 1_700 }] }, Before);

        made.ShouldAllBe(
            comparison => comparison.Outcome == ComparisonOutcome.Undecided && comparison.Interval == new Interval(null, null));
        made[0].Note.ShouldNotBeNull().ShouldStartWith("another load: 1800 queries planned, 1700 in the previous run");
    }

    private static IEnumerable<TestCaseData> Differences()
    {
        yield return Case(it => it with { EvidenceParts = Evidence.None }, "it is of a rehearsal, this run is an acceptance run");
        yield return Case(it => it with { Data = new DataInfo(DataSource.ServerTable, 5, null) }, "it is of other data");
        yield return Case(
            it => it with { Session = new(new Dictionary<string, string> { ["spark.a"] = "1" }, null) },
            "its sessions began in another way: spark.a was 1, now it is not stated");
        yield return Case(
            it => it with { Session = new(new Dictionary<string, string>(), new("retail", "data/retail.sql", 2, "0f")) },
            "its sessions began in another way: the data of \"retail\" was data/retail.sql with checksum 0f, now it is not stated");
        yield return Case(
            it => it with { Target = it.Target! with { Kind = TargetKind.Embedded } },
            "one of the two ran on the embedded endpoint, the other on a Spark");
        yield return Case(it => it with { Verdict = ScenarioVerdict.NotRun }, "it sent no load");
        yield return Case(
            it => it with { Client = new("one connection per session", "off", null, Profiled: true) },
            "its client was profiled, which slows it down");
        yield return Case(it => it with { Loads = [it.Loads[0] with { BrokeOffBecause = "stopped" }] }, "its load ended early: stopped");
        yield return Case(it => it with { Loads = [it.Loads[0] with { Name = "x" }] }, "it has no load \"small\"");
        yield return Case(
            it => it with { Loads = [it.Loads[0] with { Plan = new Dictionary<string, string>(it.Loads[0].Plan) {
                ["rate"] = "9 per 1 s" } }] },
            "its load \"small\" was another one: rate was 9 per 1 s, now it is 10 per 1 s");

        static TestCaseData Case(Func<ScenarioResult, ScenarioResult> change, string said) =>
            new TestCaseData(change, said).SetName($"Obstacle_Where_{said}_IsToldSo");
    }

    [TestCaseSource(nameof(Differences))]
    public async Task Obstacle_OfAReferenceThatDiffers_IsToldInWords(Func<ScenarioResult, ScenarioResult> change, string said)
    {
        var subject = Result(await RanAsync(20));

        ResultComparison.Obstacle((Machine, subject), (Machine, subject)).ShouldBeNull();
        ResultComparison.Obstacle((Machine, subject), (Machine, change(subject))).ShouldNotBeNull().ShouldStartWith(said);
    }

    [Test]
    public async Task Obstacle_OfAnotherMachine_NamesBoth()
    {
        var subject = Result(await RanAsync(20));
        ResultComparison.Obstacle((Machine, subject), (Machine with { Id = "m2" }, subject)).ShouldBe(
            "it is of another machine (m2: EPYC, 2 cores), this one is m1: EPYC, 2 cores");
    }

    [Test]
    public async Task Side_OfAComparisonInRounds_CarriesNoFigures()
    {
        var side = await RanAsync(20, plan: Plan with { Side = "Python" });
        side.ToResult().Figures.ShouldBeEmpty();
        ResultComparison.IsPossible(Result(side)).ShouldBeFalse();
        ResultComparison.IsPossible(Result(await RanAsync(20))).ShouldBeTrue();
    }

    private static void ShouldBeNear(double? ours, double? theirs)
    {
        (ours is null).ShouldBe(theirs is null);
        if (ours is { } value)
        {
            value.ShouldBe(theirs!.Value, Math.Abs(theirs.Value) * 1e-9);
        }
    }

    private static ScenarioResult Read(ScenarioResult result) =>
        JsonSerializer.Deserialize<ScenarioResult>(JsonSerializer.Serialize(result, ResultsJson.Document), ResultsJson.Document)!;

    private static ScenarioResult Result(LoadMeasurement load) => Scenario() with { Loads = [load.ToResult()] };

    private static async Task<LoadMeasurement> RanAsync(double milliseconds, int failures = 0, LoadPlan? plan = null)
    {
        var simulated = new Simulated();
        var random = new Random(5);
        var left = failures;
        var service = new SimulatedService(simulated.Time, _ => new Answer(Simulated.Ms(milliseconds * (0.9 + (0.2 * random.NextDouble()))))
        {
            Error = random.NextDouble() < 0.01 && left-- > 0 ? "BROKEN" : null,
        });
        return await simulated.RunAsync(plan ?? Plan, service);
    }

    private static ScenarioResult Scenario() => new()
    {
        Id = "s1",
        FeatureUri = "f.feature",
        Feature = "F",
        Scenario = "One query",
        Verdict = ScenarioVerdict.Passed,
        EvidenceParts = new() { Kind = EvidenceKind.Acceptance, Spark = "4.1.1", StatedMs = 60_000, ActualMs = 60_000 },
        Target = new() { Kind = TargetKind.SparkHome, Address = "localhost:1", StatedVersion = "4.1.1", ReportedVersion = "4.1.1" },
        Data = new(DataSource.Synthetic, 1_000, "abc"),
    };
}
