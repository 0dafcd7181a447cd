using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class RunPageTests
{
    [Test]
    public async Task Render_LoadOfSeveralQueries_SaysWhatBecameOfEach()
    {
        using var reports = new TemporaryReports();

        var page = await reports.RenderAsync(Runs.Rehearsal().With(scenario => scenario with
        {
            Loads = [.. scenario.Loads.Select(load => load with { Queries = [new("fares", 1234, 1230, 4), new("statistics", 0, 0, 0)] })],
        }));

        page.ShouldContain("<tr><td>fares</td><td>1,234</td>");
        page.ShouldContain("<tr><td>statistics</td><td>never asked</td>");
    }

    [Test]
    public async Task Render_Rehearsal_SaysSoAboveEverythingElse()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Rehearsal());

        page.ShouldContain("All 12 scenarios passed");
        page.ShouldContain("which stands in for Spark 3.5.8 and 4.1.1 with 1,000,000 synthetic taxi trips");
        page.IndexOf("Not evidence about Spark", StringComparison.Ordinal).ShouldBeInRange(
            0, page.IndexOf("<h1>", StringComparison.Ordinal));
        page.ShouldNotContain("<strong>Acceptance</strong>");
    }

    [Test]
    public async Task Render_ScenariosThatWereNotRun_PutNoLoadOnAnything()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Rehearsal().With(scenario => scenario.FeatureUri != "sustained-load.feature"
            ? scenario
            : scenario with { Verdict = ScenarioVerdict.NotRun, Reason = "a comparison needs a real Spark", Loads = [], Criteria = [] }));

        page.ShouldContain("10 of 12 scenarios of 5 features put load on the embedded endpoint");
    }

    [TestCase("", "A real Spark, but only for part of the stated time. Each scenario says which it is.")]
    [TestCase("-embedded", "Embedded endpoint, 15 seconds of 1 minute. Each scenario says which it is.")]
    public async Task Render_RehearsalOfSeveralKinds_SaysWhatAllHaveInCommon(string version, string meaning)
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Rehearsal().With(scenario => scenario with
        {
            EvidenceParts = scenario.EvidenceParts with { StatedMs = scenario.FeatureUri == "sustained-load.feature"
                ? 1_800_000
                : 60_000, ActualMs = 15_000 },
            Target = scenario.Target! with { Kind = TargetKind.Remote, ReportedVersion = "4.1.1" + version },
        }));

        page.ShouldContain(meaning);
    }

    [TestCase("4.1.1-amzn-0", "<td class=\"nowrap\">production, 4.1.1-amzn-0</td>",
        "“production” in the feature, 4.1.1-amzn-0 reported by the server")]
    [TestCase("", "<td class=\"nowrap\">production</td>", "“production” in the feature, no version reported by the server")]
    public async Task Render_SparkNamedByAWord_ShowsItWithTheVersionThatItReports(string reported, string cell, string fact)
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Runs.Rehearsal().With(scenario => scenario with
        {
            Target = scenario.Target! with
            {
                Kind = TargetKind.Remote, Name = "production", StatedVersion = null, ReportedVersion = reported,
            },
        })));

        page.ShouldContain("put load on Spark “production”");
        page.ShouldContain(cell);
        page.ShouldContain(fact);
    }

    [Test]
    public async Task Render_RowOfAnOutline_ShowsItsValuesAndNoOtherRow()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Runs.Rehearsal()));

        page.ShouldNotContain("<version>");
        foreach (var version in (string[])["3.5.8", "4.1.1"])
        {
            var card = page.Split($"id=\"micro-micro-{version.Replace('.', '-')}-rows\"")[1].Split("</article>")[0];
            card.ShouldContain("Scenario Outline:</span>");
            card.ShouldContain($"Spark {version} with the NYC taxi trips");
            card.ShouldNotContain($"<td>{(version == "3.5.8" ? "4.1.1" : "3.5.8")}</td>");
        }
    }

    [Test]
    public async Task Render_FeatureOfWhichNothingWasRun_ComesLast()
    {
        using var reports = new TemporaryReports();
        var whole = Runs.Rehearsal();
        var first = whole.Result.Scenarios[0].FeatureUri;
        var page = await reports.RenderAsync(
            whole.With(scenario => scenario.FeatureUri == first ? scenario with { Verdict = ScenarioVerdict.NotRun } : scenario));
        var oneLess = await reports.RenderAsync(
            whole.With(scenario => scenario == whole.Result.Scenarios[0] ? scenario with { Verdict = ScenarioVerdict.NotRun } : scenario));

        Order(page).ShouldBe(
            whole.Result.Scenarios.OrderBy(scenario => scenario.FeatureUri == first ? 1 : 0).Select(scenario => scenario.Id));
        Order(oneLess).ShouldBe(whole.Result.Scenarios.Select(scenario => scenario.Id));

        IEnumerable<string> Order(string text) => whole.Result.Scenarios
            .Select(scenario => scenario.Id).OrderBy(id => text.IndexOf($"<tr data-for=\"{id}\"", StringComparison.Ordinal));
    }

    [Test]
    public async Task Render_FailedAcceptance_NamesCountReasonAndFigure()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.FailedAcceptance());

        page.ShouldContain("2 of 12 scenarios failed");
        page.ShouldContain("<strong>Acceptance</strong>");
        page.ShouldContain("90 of 1,800 (5%)");
        page.ShouldContain("SPARK_JOB_CANCELLED");
        page.ShouldContain("340 MB per hour");
    }

    [Test]
    public async Task Render_EveryState_StaysUnderOneMegabyteAndAsksNothingOfTheNetwork()
    {
        using var reports = new TemporaryReports();
        foreach (var run in (RunFixture[])[Runs.Rehearsal(), Runs.Acceptance(), Runs.FailedAcceptance(), Runs.Inconclusive(), Runs
            .NotRun(), Runs.Running(), Runs.Interrupted()])
        {
            var page = await reports.RenderAsync(run);
            page.Length.ShouldBeLessThan(1_000_000);
            page.ShouldNotContain(" src=");
            page.ShouldNotContain("<link");
            page.ShouldNotContain("url(");
            page.ShouldNotContain("@import");
        }
    }

    [Test]
    public async Task Render_FullRun_DrawsEveryChartOfTheSuite()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Acceptance());

        foreach (var chart in (string[])["Scheduled latency over "
            + "time", "Latency by percentile", "Queries per second", "Queries in flight", "Client CPU", "Client memory", "Server memory"])
        {
            page.Split($"<span class=\"chart-title\">{chart}").Length.ShouldBe(13, chart);
        }
    }

    [Test]
    public async Task Render_RunUnderWay_ShowsHowFarTheLoadIs()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Running());

        page.ShouldContain("Running: 3 scenarios done so far");
        page.ShouldContain("12 min of 30 min, 18 min left");
        page.ShouldContain("http-equiv=\"refresh\"");
        page.ShouldContain("evidence, once it is over");
        page.ShouldNotContain("what this page says is evidence");
    }

    [Test]
    public async Task Render_RunThatWasKilledLongAgo_IsNotBelievedToRun()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Running().Write(reports.Path);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        await TemporaryReports.RenderAsync(folder);

        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        page.ShouldContain("<h1>The run was interrupted: 3 of 3 scenarios passed until then</h1>");
        page.ShouldContain("12 min of 30 min had passed");
        page.ShouldNotContain("http-equiv=\"refresh\"");
    }

    [Test]
    public async Task Render_RunThatBrokeOff_SaysSoAndDoesNotRefresh()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Interrupted());

        page.ShouldContain("The run was interrupted before its end");
        page.ShouldContain("<h1>The run was interrupted: 3 of 4 scenarios passed until then</h1>");
        page.ShouldContain("interrupted at 2026-11-23 22:52:00 UTC");
        page.ShouldNotContain("what this page says is evidence");
        page.ShouldNotContain("http-equiv=\"refresh\"");
    }

    [Test]
    public async Task Summary_OfAWholeRun_HoldsEveryRowAndFitsAComment()
    {
        using var reports = new TemporaryReports();
        var run = Runs.FailedAcceptance();
        var folder = run.Write(reports.Path);
        await TemporaryReports.RenderAsync(folder);

        var summary = await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"));

        var rows = summary.Split("<details>")[1].Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1;
        rows.ShouldBe(run.Result.Scenarios.Sum(scenario => scenario.Criteria.Count));
        summary.ShouldContain("90 of 1,800 (5%)");
        summary.Length.ShouldBeLessThan(65_536);
    }

    private static readonly (string FirstLine, RunFixture Run)[] FirstLines =
    [
        ("Accepted: all 12 scenarios passed", Runs.Acceptance()),
        ("Not accepted, because it is a rehearsal: all 12 scenarios passed", Runs.Rehearsal()),
        ("Not accepted: 2 of 12 scenarios failed", Runs.FailedAcceptance()),
        ("Not accepted: no scenario was run", Runs.NotRun()),
        ("Not accepted: the run was interrupted: 3 of 4 scenarios passed until then", Runs.Interrupted()),
        ("Running: 3 scenarios done so far", Runs.Running()),
    ];

    [Test]
    public async Task Summary_OfARun_SaysInItsFirstLineWhetherItIsAccepted([Range(0, 5)] int which)
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Short(FirstLines[which].Run).Write(reports.Path);
        await TemporaryReports.RenderAsync(folder);

        (await File.ReadAllLinesAsync(Path.Combine(folder, "summary.md")))[0].ShouldBe($"## {FirstLines[which].FirstLine}");
    }

    [Test]
    public async Task Summary_ReasonOfManyScenarios_IsSaidOnce()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Short(Runs.NotRun()).Write(reports.Path);
        await TemporaryReports.RenderAsync(folder);

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "summary.md"));
        var reasons = lines.Where(line => line.StartsWith("* ", StringComparison.Ordinal)).ToList();

        lines.Count(line => line.Contains("within 60 s", StringComparison.Ordinal)).ShouldBe(1);
        reasons.Count.ShouldBe(2);
        reasons[0].Split("**, **").Length.ShouldBe(6);
        reasons[0].ShouldContain("(not run): No Spark answered at localhost:15002 within 60 s.");
    }
}
