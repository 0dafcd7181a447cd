using System.Text.Json;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LoadEngine.Tests.Baselines;

/// <summary>A run is saved, found again by a later one, and refused where it is of something else.</summary>
public sealed class BaselineTests
{
    private static readonly MachineInfo Machine = new("m1", "Linux", "EPYC", 2, 8_000_000_000, "10.0.0");
    private static readonly LoadPlan Plan = Simulated.Open(10, TimeSpan.FromMinutes(3));

    private string _reports = null!;
    private IReadOnlyList<JournalLine> _journal = [];

    [SetUp]
    public void MakeReports() => _reports = Directory.CreateTempSubdirectory("sparkload-baselines-").FullName;

    [TearDown]
    public void RemoveReports() => Directory.Delete(_reports, recursive: true);

    [Test]
    public async Task Baseline_SavedFromARun_HasTheFiguresOfItsLoad()
    {
        var load = await RanAsync(20);
        SavedBaseline.Save(Written(load)).ShouldBe(["saved: One query (acceptance: Spark 4.1.1, 1 minute)"]);

        var comparisons = Open().Compare([load]);

        comparisons.Select(comparison => comparison.Key).ShouldBe(ComparedMeasure.OfLoads.Select(measure => measure.Key));
        comparisons.ShouldAllBe(comparison => Math.Abs(comparison.Ratio!.Value - 1) < 0.001);
        comparisons[0].Outcome.ShouldBe(ComparisonOutcome.Same);
        comparisons[0].SubjectFigure!.Value.ShouldBe(load.ToResult().LatencyMs.Scheduled.Percentiles["50"]!.Value, 0.05);
        comparisons[0].Note.ShouldNotBeNull().ShouldContain(
            "the baseline is run r1 of 2026-11-26, Spark 4.1.1; of two runs only a difference over 10% counts");
        (comparisons[0].Subject, comparisons[0].Reference, comparisons[0].Load).ShouldBe(("this run", "the baseline", null));
    }

    [Test]
    public async Task LaterRun_Slower_IsFound()
    {
        SavedBaseline.Save(Written(await RanAsync(20)));
        var median = Open().Compare([await RanAsync(30)])[0];
        median.Outcome.ShouldBe(ComparisonOutcome.Slower, median.ToString());
        median.Ratio!.Value.ShouldBe(1.5, 0.15);
    }

    [Test]
    public async Task Saving_ARunWithFailures_SaysWhatItCannotTell()
    {
        var load = await RanAsync(20);
        var failed = Written(
            load, change: scenario => scenario with { Loads = [scenario.Loads[0] with { Succeeded = 1_797, Failed = 2, TimedOut = 1 }] });
        SavedBaseline.Save(failed).ShouldBe(
            ["saved: One query (acceptance: Spark 4.1.1, 1 minute); 3 of its 1,800 queries failed, so no later run can be told slower "
                + "than it, or the same"]);
    }

    [Test]
    public async Task Saving_AnotherScenario_LeavesTheFirstOneInPlace()
    {
        var load = await RanAsync(20);
        SavedBaseline.Save(Written(load));
        SavedBaseline.Save(Written(load, run: "r2", change: scenario => scenario with { Id = "s2", Scenario = "Another" }));
        Open().ShouldNotBeNull();
        Open(Scenario() with { Id = "s2" }).ShouldNotBeNull();
    }

    [Test]
    public void Baseline_ThatIsNotThere_NamesTheCommandThatSavesOne() =>
        Should.Throw<BaselineException>(() => Open()).Message.ShouldBe(
            $"The scenario compares with the baseline, but \"One query\" has none in {Path.Combine(_reports, "baselines")}; save a run "
                + "of this machine as the "
            + "baseline with dotnet run --project src/Support/Cli -- baseline <run folder>.");

    [Test]
    public async Task Baseline_OfAnotherMachine_IsRefused()
    {
        await SaveAsync();
        Refused(() => Open(machine: Machine with { Id = "m2", Cpu = "Xeon" })).ShouldContain(
            "saved from run r1, cannot be compared with: it is of another machine (m1: EPYC, 2 cores), this one is m2: Xeon, 2 cores; "
                + "save a run of this machine");
    }

    [Test]
    public async Task Baseline_OfAnotherMachineInTheFolderOfThisOne_IsRefusedByWhatItSays()
    {
        await SaveAsync();
        Directory.Move(Path.Combine(_reports, "baselines", "m1"), Path.Combine(_reports, "baselines", "m2"));
        Refused(() => Open(machine: Machine with { Id = "m2" })).ShouldContain("it is of another machine");
    }

    [Test]
    public async Task Baseline_OfAnotherKindOfEvidence_IsRefused()
    {
        await SaveAsync();
        Refused(() => Open(Scenario() with { EvidenceParts = Evidence.None })).ShouldContain(
            "it is of an acceptance run, this run is a rehearsal");
    }

    [Test]
    public async Task Baseline_OfOtherData_IsRefused()
    {
        await SaveAsync();
        Refused(() => Open(Scenario() with { Data = new DataInfo(DataSource.ServerTable, 5, null) })).ShouldContain(
            "it is of other data (1,000 synthetic taxi trips, checksum abc), this run reads 5 taxi trips from the server's table, "
                + "checksum unknown");
        Refused(() => Open(Scenario() with { Data = null })).ShouldContain("this run reads no trips");
    }

    [Test]
    public async Task Baseline_OfAnotherLoad_IsRefused()
    {
        await SaveAsync();
        Refused(() => Open(plan: Simulated.Open(10, TimeSpan.FromMinutes(4)))).ShouldContain(
            "its load \"small\" was another one: duration was 3 minutes, now it is 4 minutes");
        Refused(() => Open(plan: Plan with { Name = "large" })).ShouldContain("it has no load \"large\"");
    }

    private static IEnumerable<TestCaseData> OtherPlans()
    {
        yield return Case(Plan with { Mix = [new("q", 90), new("other", 10)] }, "queries was q, now it is q 90, other 10");
        yield return Case(
            Plan with { Mix = [new("q") { ParameterRows = 3 }] },
            "parameters was not stated, now it is 3 rows of \"q\", one after the other");
        yield return Case(
            Plan with { Mix = [new("q") { ParameterRows = 3 }], RandomParameters = true },
            "parameters was not stated, now it is 3 rows of \"q\", drawn at random");
        yield return Case(Simulated.Open(11, TimeSpan.FromMinutes(3)), "rate was 10 per 1 s, now it is 11 per 1 s");
        yield return Case(Simulated.Open(10, TimeSpan.FromMinutes(3), ArrivalPattern.Poisson), "arrivals was even, now it is at random");
        yield return Case(Plan with { QueryTimeout = TimeSpan.FromSeconds(5) }, "a query may take was 1 minute, now it is 5 seconds");
        yield return Case(Plan with { WarmUp = TimeSpan.FromSeconds(5) }, "warm-up was 0 milliseconds, now it is 5 seconds");
        yield return Case(
            Simulated.OwnSchedules(
                2,
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromMinutes(3)) with { Name = "small" }, "model was open, now it is clients with a schedule each");

        static TestCaseData Case(LoadPlan plan, string said) => new TestCaseData(plan, said).SetName($"Baseline_Where_{said}_IsRefused");
    }

    [TestCaseSource(nameof(OtherPlans))]
    public async Task Baseline_OfALoadThatDiffersInOneThing_IsRefusedByIt(LoadPlan plan, string said)
    {
        await SaveAsync();
        Refused(() => Open(plan: plan)).ShouldContain(said);
    }

    [Test]
    public async Task Baseline_OfAClientThatWorkedInAnotherWay_IsRefused()
    {
        var client = new ClientInfo("one connection per session", "off", null, false) { Reading = "received and looked through" };
        SavedBaseline.Save(Written(await RanAsync(20), change: scenario => scenario with { Client = client }));

        Refused(() => Open(Scenario() with { Client = client with { Reading = "read as rows" } })).ShouldContain(
            "its client worked in another way: what is done with answers was received and looked through, now it is read as rows");
        Refused(() => Open(Scenario() with { Client = client with { Topology = "all sessions share one "
            + "connection" } })).ShouldContain("connections was");
    }

    [Test]
    public async Task Baseline_OfAnotherRate_IsUndecidedAndSaysSo()
    {
        await SaveAsync();
        var made = Open().Compare([await RanAsync(20, Simulated.Open(5, TimeSpan.FromMinutes(3)))])[0];
        made.Outcome.ShouldBe(ComparisonOutcome.Undecided);
        made.Note.ShouldNotBeNull().ShouldStartWith("another load: 900 queries planned, 1800 in the baseline");
    }

    [Test]
    public async Task LaterRun_WhoseGeneratorStartedLate_IsUndecidedAndSaysSo()
    {
        await SaveAsync();

        var made = Open().Compare([await RanAsync(30, late: _ => Simulated.Ms(70))]);

        made.ShouldAllBe(
            comparison => comparison.Outcome == ComparisonOutcome.Undecided && comparison.Interval == new Interval(null, null));
        made[0].Note.ShouldNotBeNull().ShouldStartWith("the generator started 100% of the queries more than 10 ms late (up to 70 ms); ");
    }

    [Test]
    public async Task Run_WhoseGeneratorStartedLate_IsNoBaseline()
    {
        var late = await RanAsync(20, late: at => (at.Ticks / Simulated.Ms(100).Ticks) % 20 == 0 ? Simulated.Ms(60) : TimeSpan.Zero);

        Refused(() => SavedBaseline.Save(Written(late))).ShouldBe(
            "No scenario of the run r1 can be a baseline: One query: its figures are not the server's: the generator started 5% of the "
                + "queries late.");
    }

    [Test]
    public async Task Baseline_SavedAlthoughItsGeneratorWasLate_IsRefused()
    {
        await SaveAsync();
        var results = Path.Combine(_reports, "baselines", "m1", "acceptance", "s1", "results.json");
        File.WriteAllText(results, File.ReadAllText(results).Replace("\"lateStarts\": 0", "\"lateStarts\": 19", StringComparison.Ordinal));

        Refused(() => Open()).ShouldContain(
            "cannot be compared with: the figures of its load \"small\" are not the server's: the generator started 1.06% of the queries "
                + "late; save a run");
    }

    [Test]
    public async Task Run_ThatCannotBeABaseline_IsRefusedAndSaysWhy()
    {
        var load = await RanAsync(20);
        Refused(() => SavedBaseline.Save(_reports)).ShouldContain("holds no results.json");
        Refused(() => SavedBaseline.Save(Written("running", Scenario(), RunState.Running))).ShouldContain("is still under way");
        Refused(() => SavedBaseline.Save(Written("empty"))).ShouldContain("has no scenario");
        var notRun = Written(load, "r3", scenario => scenario with { Verdict = ScenarioVerdict.NotRun, Loads = [] });
        Refused(() => SavedBaseline.Save(notRun)).ShouldContain("One query: it sent no load");
        var broken = Written(
            load, "r4", scenario => scenario with { Loads = [scenario.Loads[0] with { BrokeOffBecause = "the suite was stopped" }] });
        Refused(() => SavedBaseline.Save(broken)).ShouldContain("its load ended early: the suite was stopped");
        var profiled = Written(
            load, "r5", scenario => scenario with { Client = new("one connection per session", "off", null, Profiled: true) });
        Refused(() => SavedBaseline.Save(profiled)).ShouldContain("its client was profiled");
        Directory.Exists(Path.Combine(_reports, "baselines")).ShouldBeFalse();
    }

    [Test]
    public async Task Baseline_Damaged_IsRefusedWithoutATrace()
    {
        await SaveAsync();
        var place = Path.Combine(_reports, "baselines", "m1", "acceptance", "s1");
        File.AppendAllText(
            Path.Combine(place, "journal.ndjson"),
            "{\"torn\n{\"scenario\":\"s1\",\"load\":\"small\",\"query\":\"q\","
                + "\"client\":-1,\"n\":-5,\"planned\":1,\"outcome\":\"succeeded\"}\n");
        Open().ShouldNotBeNull();
        File.WriteAllText(Path.Combine(place, "results.json"), "{");
        Refused(() => Open()).ShouldContain("cannot be read as results");
    }

    [Test]
    public async Task Scenario_NamedToLeaveTheFolder_StaysInIt()
    {
        SavedBaseline.Save(Written(await RanAsync(20), change: scenario => scenario with { Id = "../../out" }));
        Directory.GetFiles(Path.Combine(_reports, "baselines"), "results.json", SearchOption.AllDirectories).Length.ShouldBe(1);
        Directory.GetDirectories(_reports).Select(Path.GetFileName).ShouldBe(["baselines", "r1"], ignoreOrder: true);
    }

    private static string Refused(Action act) => Should.Throw<BaselineException>(act).Message;

    private Baseline Open(ScenarioResult? scenario = null, MachineInfo? machine = null, LoadPlan? plan = null) =>
        Baseline.Open(_reports, machine ?? Machine, scenario ?? Scenario(), [plan ?? Plan]);

    private async Task SaveAsync() => SavedBaseline.Save(Written(await RanAsync(20)));

    private async Task<LoadMeasurement> RanAsync(double milliseconds, LoadPlan? plan = null, Func<TimeSpan, TimeSpan>? late = null)
    {
        var simulated = new Simulated { Late = late };
        var random = new Random(5);
        var service = new SimulatedService(
            simulated.Time, _ => new Answer(Simulated.Ms(milliseconds * (0.9 + (0.2 * random.NextDouble())))));
        var load = await simulated.RunAsync(plan ?? Plan, service);
        _journal = simulated.Observer.Journal;
        return load;
    }

    // Writes the folder of a run with that load, whose journal was kept when it ran.
    private string Written(LoadMeasurement load, string run = "r1", Func<ScenarioResult, ScenarioResult>? change = null)
    {
        var scenario = (change ?? (same => same))(Scenario() with { Loads = [load.ToResult()] });
        var folder = Written(run, scenario);
        File.WriteAllLines(
            Path.Combine(folder, RunFiles.Journal),
            _journal.Select(line => JsonSerializer.Serialize(line with { Scenario = scenario.Id }, ResultsJson.Line)));
        return folder;
    }

    private string Written(string run, ScenarioResult? scenario = null, RunState state = RunState.Finished)
    {
        var folder = Path.Combine(_reports, run);
        Directory.CreateDirectory(folder);
        var result = new RunResult
        {
            Run = new()
            {
                Id = run,
                State = state,
                StartedAt = new(2026, 11, 26, 6, 0, 0, TimeSpan.Zero),
                Suite = new("0.1.0", null, null),
                Machine = Machine,
                Runner = "FeatureTests",
            },
            Scenarios = scenario is null ? [] : [scenario],
        };
        File.WriteAllText(Path.Combine(folder, RunFiles.Results), JsonSerializer.Serialize(result, ResultsJson.Document));
        return folder;
    }

    private static ScenarioResult Scenario() => new()
    {
        Id = "s1",
        FeatureUri = "f.feature",
        Feature = "F",
        Scenario = "One query",
        Verdict = ScenarioVerdict.Passed,
        EvidenceParts = new() { Kind = EvidenceKind.Acceptance, Spark = "4.1.1", StatedMs = 60_000, ActualMs = 60_000 },
        StartedAt = new(2026, 11, 26, 6, 0, 0, TimeSpan.Zero),
        Target = new() { Kind = TargetKind.SparkHome, Address = "localhost:1", StatedVersion = "4.1.1", ReportedVersion = "4.1.1" },
        Data = new(DataSource.Synthetic, 1_000, "abc"),
    };
}
