using System.Net;
using System.Text.Json.Nodes;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.History;

public sealed class HistoryPageTests
{
    [Test]
    public async Task Index_RehearsalsOnly_AcceptsNothing()
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().Write(reports.Path);
        Runs.Rehearsal("2026-11-23T21-30-00Z-b2b2", seed: 2).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("Nothing is accepted yet");
        page.ShouldContain("never run for acceptance");
    }

    [Test]
    public async Task Index_SlowerRun_IsCalledSlowerThanThePreviousOne()
    {
        using var reports = new TemporaryReports();
        Runs.Short(Runs.Acceptance("a1")).Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Acceptance("a2", factor: 1.5)), 1).Write(reports.Path);

        var page = WebUtility.HtmlDecode(await reports.IndexAsync());

        page.ShouldContain("· a2: 48 slower, 12 the same within 10%</summary>");
        page.ShouldContain("<small>with the previous run, a1</small>");
        page.ShouldContain("<td>median latency</td><td class=\"figure\">58.2 ms</td><td class=\"figure\">38.8 ms</td><td "
            + "class=\"figure\">1.5× (1.42 to 1.59×)</td>"
            + "<td class=\"outcome slower\"><span aria-hidden=\"true\">▲</span> slower</td>");
        page.ShouldNotContain("· a1: ");
        page.ShouldNotContain("<select");
    }

    [Test]
    public async Task Index_RunsOfBothKinds_AreComparedWithTheirOwnKind()
    {
        using var reports = new TemporaryReports();
        Runs.Short(Runs.Rehearsal("r1")).Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Acceptance("a1")), 1).Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Rehearsal("r2")), 2).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("· r2: 60 the same within 10%</summary>");
        page.ShouldContain("<small>with the previous run, r1</small>");
        page.ShouldNotContain("with the previous run, a1");
        page.ShouldNotContain("· a1: ");
    }

    [Test]
    public async Task Index_PreviousRunOfAnotherMachine_SaysWhyNothingIsCompared()
    {
        using var reports = new TemporaryReports();
        var other = Runs.Short(Runs.Acceptance("a1"));
        (other with { Result = other.Result with { Run = other.Result.Run with { Machine = other.Result.Run
            .Machine with { Id = "m-other" } } } }).Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Acceptance("a2")), 1).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("· a2: not compared</summary>");
        page.ShouldContain("Not compared: it is of another machine (m-other: AMD EPYC 7B13, 2 cores), this one is m-51c0");
        page.ShouldNotContain("class=\"outcome");
    }

    [Test]
    public async Task Index_RunThatCannotBeComparedBetween_IsSteppedOver()
    {
        using var reports = new TemporaryReports();
        Runs.Short(Runs.Acceptance("a1")).Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Acceptance("a2")).With(scenario => scenario with { Data = new(DataSource.Parquet, 5, null) }), 1)
            .Write(reports.Path);
        Runs.Later(Runs.Short(Runs.Acceptance("a3")), 2).Write(reports.Path);

        (await reports.IndexAsync()).ShouldContain("<small>with the previous run, a1</small>");
    }

    [Test]
    public async Task Index_NewerFailureAfterAPass_ShowsTheFailure()
    {
        using var reports = new TemporaryReports();
        Runs.Acceptance().Write(reports.Path);
        var later = Runs.FailedAcceptance();
        Runs.Later(later).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("10 of 12 scenarios are accepted");
    }

    [Test]
    public async Task Index_BothKindsOfRuns_DrawsATrendForEach()
    {
        using var reports = new TemporaryReports();
        foreach (var seed in Enumerable.Range(1, 3))
        {
            Runs.Rehearsal($"r{seed}", seed).Write(reports.Path);
            Runs.Short(Runs.Acceptance($"a{seed}", seed)).Write(reports.Path);
        }

        var page = await reports.IndexAsync();

        page.ShouldContain("3 acceptance runs on AMD EPYC");
        page.ShouldContain("3 rehearsal runs on AMD EPYC");
        page.ShouldNotContain("6 acceptance runs");
        page.ShouldNotContain("6 rehearsal runs");
    }

    [Test]
    public async Task Index_RehearsalsOnTheEndpointAndOnSpark_NeverShareALine()
    {
        using var reports = new TemporaryReports();
        foreach (var seed in Enumerable.Range(1, 2))
        {
            Runs.Short(Runs.Rehearsal($"e{seed}", seed)).Write(reports.Path);
            Runs.Short(Runs.Rehearsal($"s{seed}", seed)).With(
                scenario => scenario with { Target = scenario.Target! with { Kind = TargetKind.SparkHome } })
                .Write(reports.Path);
        }

        var page = await reports.IndexAsync();

        page.ShouldContain("2 rehearsal runs on AMD EPYC");
        page.ShouldNotContain("4 rehearsal runs");
        page.ShouldContain("embedded endpoint; 1 per second for 15 seconds; 1,000,000 synthetic taxi trips; load sent from AMD EPYC");
        page.ShouldContain("started from a Spark home for this run; 1 per second for 15 seconds;");
    }

    [TestCase("")]
    [TestCase("{\"schemaVersion\":1")]
    [TestCase("{\"schemaVersion\":9,\"run\":null}")]
    [TestCase("null")]
    [TestCase("{\"schemaVersion\":1,\"scenarios\":[]}")]
    public async Task Index_DamagedRun_IsListedAsSuch(string content)
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().Write(reports.Path);
        var damaged = Directory.CreateDirectory(Path.Combine(reports.Path, "2026-11-01-broken"));
        await File.WriteAllTextAsync(Path.Combine(damaged.FullName, "results.json"), content);

        var page = await reports.IndexAsync();

        page.ShouldContain("2026-11-01-broken");
        page.ShouldContain(">damaged</span>");
        page.ShouldContain("2 runs in this folder");
    }

    [TestCase("loads", "latencyMs")]
    [TestCase("criteria", "measure")]
    public async Task Index_NullWhereAValueMustBe_IsListedAsDamaged(string list, string field)
    {
        using var reports = new TemporaryReports();
        var file = Path.Combine(Runs.Rehearsal().Write(reports.Path), "results.json");
        var results = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        results["scenarios"]![0]![list]![0]![field] = null;
        await File.WriteAllTextAsync(file, results.ToJsonString());

        (await reports.IndexAsync()).ShouldContain(">damaged</span>");
    }

    [Test]
    public async Task Index_RunWithoutResults_IsListedAsDamaged()
    {
        using var reports = new TemporaryReports();
        var gone = Directory.CreateDirectory(Path.Combine(reports.Path, "2026-11-02-gone"));
        await File.WriteAllTextAsync(Path.Combine(gone.FullName, "journal.ndjson"), "");

        (await reports.IndexAsync()).ShouldContain("holds no results.json");
    }

    [Test]
    public async Task Index_RunThatFellSilent_IsNotBelievedToRun()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Running().Write(reports.Path);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        (await reports.IndexAsync()).ShouldContain("no news, probably interrupted");
    }

    [Test]
    public async Task Index_TwoHundredRuns_StaysSmallEnoughToOpenAtOnce()
    {
        using var reports = new TemporaryReports();
        var run = Runs.Short(Runs.Rehearsal());
        for (var number = 0; number < 200; number++)
        {
            (run with { Result = run.Result with { Run = run.Result.Run with { Id = $"r{number:000}", StartedAt = Runs.Began
                .AddHours(number) } } }).Write(reports.Path);
        }

        (await reports.IndexAsync()).Length.ShouldBeLessThan(3_000_000);
    }

    [Test]
    public async Task Index_RenamedScenario_KeepsItsResultsAndNoLongerCounts()
    {
        using var reports = new TemporaryReports();
        Runs.Short(Runs.Acceptance("a1")).Write(reports.Path);
        var renamed = Runs.Later(Runs.Short(Runs.Acceptance("a2")).With(scenario => scenario.FeatureUri != "micro.feature"
            ? scenario
            : scenario with
        {
            Id = scenario.Id + "-renamed",
            Scenario = scenario.Scenario.Replace("One constant", "The constant one", StringComparison.Ordinal).Replace(
                "Three rows", "Few rows", StringComparison.Ordinal),
        }), 1);
        (renamed with
        {
            Features = new Dictionary<string, string>
            {
                ["micro.feature"] = FeatureFiles.All["micro.feature"].Replace("One constant", "The constant one", StringComparison.Ordinal)
                    .Replace("Three rows summed", "Few rows summed", StringComparison.Ordinal),
            },
        }).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("<h1>All 12 scenarios are accepted</h1>");
        page.ShouldContain("<summary>4 former scenarios</summary>");
        var (record, former) = (page.Split("former scenarios</summary>")[0], page.Split("former scenarios</summary>")[1]
            .Split("</details>")[0]);
        foreach (var version in (string[])["3.5.8", "4.1.1"])
        {
            record.ShouldContain($"Few rows summed up on Spark {version}");
            record.ShouldNotContain($"Three rows summed up on Spark {version}");
            former.ShouldContain($"Three rows summed up on Spark {version}");
            former.ShouldContain($"One constant from Spark {version}");
        }
    }

    [Test]
    public async Task Index_FigureThatChanged_SaysSinceWhichRunAndWhatRanOnBothSides()
    {
        using var reports = new TemporaryReports();
        WriteStep(reports, runs: 18, slowerFrom: 12);

        var page = WebUtility.HtmlDecode(await reports.IndexAsync());
        var changes = page.Split("id=\"changes\"")[1].Split("</section>")[0];

        changes.ShouldContain("95th percentile latency");
        changes.ShouldContain(">a11</a>: Spark 4.1.1, commit before0000");
        changes.ShouldContain(">a12</a>: Spark 4.1.1, commit after00000");
        changes.ShouldMatch(@"1\.(4[89]|5[012]?)× \(1\.");
    }

    [Test]
    public async Task Index_RunsOfOtherPlansMachinesAndEvidence_AreNoChange()
    {
        using var reports = new TemporaryReports();
        WriteStep(reports, runs: 8, slowerFrom: 99);
        foreach (var (number, run) in Enumerable.Range(8, 6).Select(number => (number, Step(number, slowerFrom: 0))))
        {
            (number switch
            {
                8 or 9 => run.With(scenario => scenario with { Loads = [.. scenario.Loads.Select(load => load with { Plan =
                    new Dictionary<string, string> { ["arrivals"] = "at random" } })] }),
                10 or 11 => run with { Result = run.Result with { Run = run.Result.Run with { Machine = run.Result.Run.Machine with
                    { Id = "m-other" } } } },
                _ => run.With(scenario => scenario with { Criteria = [.. scenario.Criteria.Select(row => row with
                    { Verdict = CriterionVerdict.Inconclusive })] }),
            }).Write(reports.Path);
        }

        (await reports.IndexAsync()).ShouldContain("No criterion has surely changed, in up to 8 runs that are alike.");
    }

    [Test]
    public async Task Index_FewRuns_SaysHowManyAChangeNeeds()
    {
        using var reports = new TemporaryReports();
        WriteStep(reports, runs: 7, slowerFrom: 3);

        (await reports.IndexAsync()).ShouldContain("the longest row of such runs has 7 so far");
    }

    private static void WriteStep(TemporaryReports reports, int runs, int slowerFrom)
    {
        foreach (var number in Enumerable.Range(0, runs))
        {
            Step(number, slowerFrom).Write(reports.Path);
        }
    }

    /// <summary>One run of many, whose latencies scatter a little and are half as long again from one of them on.</summary>
    private static RunFixture Step(int number, int slowerFrom)
    {
        var run = Runs.Later(Runs.Short(Usual.Value).With(scenario => scenario with
        {
            Criteria = [.. scenario.Criteria.Select(row => row.Unit == "ms"
                ? row with { Measured = row.Measured * (1 + (0.01 * (number * 7 % 5))) * (number >= slowerFrom ? 1.5 : 1) }
                : row)],
        }), number);
        return run with
        {
            Result = run.Result with
            {
                Run = run.Result.Run with
                {
                    Id = $"a{number:00}", Suite = new("1.0.0", number >= slowerFrom ? "after0000000" : "before000000", false),
                },
            },
        };
    }

    private static Lazy<RunFixture> Usual { get; } = new(() => Runs.Acceptance());

    [Test]
    public async Task Index_HostileNames_CannotEndTheDataInThePage()
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().With(scenario => scenario with { Scenario = "</script><script>alert(1)</script>" }).Write(reports.Path);

        (await reports.IndexAsync()).ShouldNotContain("<script>alert(1)");
    }
}
