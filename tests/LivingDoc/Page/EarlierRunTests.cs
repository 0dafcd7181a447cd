using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

/// <summary>A run's page with the runs before it.</summary>
public sealed class EarlierRunTests
{
    private const string First = "2026-11-24T06-00-00Z-aaaa";
    private const string Second = "2026-11-25T06-00-00Z-bbbb";
    private const string Third = "2026-11-26T06-00-00Z-cccc";

    [Test]
    public async Task Render_SlowerRun_ShowsThePreviousRunBesideIt()
    {
        using var reports = new TemporaryReports();
        Run(First).Write(reports.Path);
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Run(Second, days: 1, factor: 1.5)));

        page.Split("<details class=\"earlier\" open").Length.ShouldBe(13);
        page.ShouldContain("<summary>Compared with the previous run: 4 slower, 1 the same within 10%</summary>");
        page.ShouldContain(
            $"<a href=\"../{First}/index.html#sustained-load-throughput-3-5-8\">{First}</a>, 23 November 2026, 21:05 UTC, Spark 3.5.8.");
        page.ShouldContain("<th scope=\"row\">median latency</th><td class=\"figure\">58.2 ms</td><td class=\"figure\">38.8 ms</td><td "
            + "class=\"figure\">1.5×</td>"
            + "<td class=\"figure\">1.42 to 1.59×</td><td class=\"outcome slower\"><span aria-hidden=\"true\">▲</span> slower</td>");
        page.ShouldContain("<th scope=\"row\">client memory</th><td class=\"figure\">231 MB</td><td class=\"figure\">231 MB</td>");
        page.ShouldContain("<td class=\"absent\">not compared</td>");
        page.Length.ShouldBeLessThan(1_000_000);
    }

    [Test]
    public async Task Render_EqualRun_FoldsTheComparison()
    {
        using var reports = new TemporaryReports();
        Run(First).Write(reports.Path);
        var page = await reports.RenderAsync(Run(Second, days: 1));

        page.ShouldContain("<details class=\"earlier\"><summary>Compared with the previous run: 5 the same within 10%</summary>");
    }

    [Test]
    public async Task Render_FirstRun_SpeaksOfNoComparison()
    {
        using var reports = new TemporaryReports();
        Run(Second, days: 1).Write(reports.Path);

        (await reports.RenderAsync(Run(First))).ShouldNotContain("Compared with");
    }

    [Test]
    public async Task Render_PreviousRunWithoutTheScenario_TakesTheOneBeforeIt()
    {
        using var reports = new TemporaryReports();
        Run(First).Write(reports.Path);
        var parts = Run(Second, days: 1);
        (parts with { Result = parts.Result with { Scenarios = [.. parts.Result.Scenarios.Skip(1)] } }).Write(reports.Path);

        var page = await reports.RenderAsync(Run(Third, days: 2));

        page.Split($"<a href=\"../{First}/index.html").Length.ShouldBe(2);
        page.Split($"<a href=\"../{Second}/index.html").Length.ShouldBe(12);
    }

    [Test]
    public async Task Render_RunWithoutFigures_IsNotCompared()
    {
        using var reports = new TemporaryReports();
        Run(First).With(WithoutFigures).Write(reports.Path);
        var second = Run(Second, days: 1).Write(reports.Path);
        await TemporaryReports.RenderAsync(second);

        var page = await File.ReadAllTextAsync(Path.Combine(second, "index.html"));
        page.ShouldContain("Not compared: the results of that run do not hold the figures that a comparison needs.");
        page.ShouldNotContain("class=\"outcome");
    }

    [Test]
    public async Task Render_RunWithABaseline_IsComparedWithItToo()
    {
        using var reports = new TemporaryReports();
        var first = Run(First).Write(reports.Path);
        SavedBaseline.Save(first).ShouldNotBeEmpty();
        Run(Second, days: 1, factor: 1.5).Write(reports.Path);

        var page = await reports.RenderAsync(Run(Third, days: 2, factor: 1.5));

        page.ShouldContain("<summary>Compared with the previous run: 5 the same within 10%</summary>");
        page.ShouldContain("<summary>Compared with the baseline: 4 slower, 1 the same within 10%</summary>");
        page.ShouldContain($"The baseline is run {First}, 23 November 2026");
    }

    [Test]
    public async Task Render_ScenarioThatComparesItselfWithTheBaseline_ShowsItOnce()
    {
        using var reports = new TemporaryReports();
        var first = Run(First).Write(reports.Path);
        SavedBaseline.Save(first).ShouldNotBeEmpty();

        var page = await reports.RenderAsync(
            Run(Second, days: 1).With(scenario => scenario with { Comparisons = Comparisons.WithBaseline }));

        page.ShouldNotContain("<summary>Compared with the baseline");
        page.Split("aria-label=\"Comparison of this run with the baseline\"").Length.ShouldBe(13);
    }

    [Test]
    public async Task Fragment_OfAScenario_LinksToItsFilesAndToThePreviousRun()
    {
        using var reports = new TemporaryReports();
        Run(First).Write(reports.Path);
        var run = Run(Second, days: 1);
        var file = await TemporaryReports.FragmentAsync(run.Write(reports.Path), run.Result.Scenarios[0].Id);

        var page = await File.ReadAllTextAsync(file);

        foreach (var link in page.Split("href=\"").Skip(1).Select(part => part.Split('"')[0])
            .Where(link => link.StartsWith("../", StringComparison.Ordinal)))
        {
            var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0]));
            Directory.Exists(Path.GetDirectoryName(target)).ShouldBeTrue(link);
        }

        page.ShouldContain("href=\"../features/sustained-load.feature\"");
        page.ShouldContain($"href=\"../../{First}/index.html#sustained-load-throughput-3-5-8\"");
    }

    private static ScenarioResult WithoutFigures(ScenarioResult scenario) =>
        scenario with { Loads = [.. scenario.Loads.Select(load => load with { Figures = [] })] };

    private static RunFixture Run(string id, int days = 0, double factor = 1) => Runs.Later(Runs.Acceptance(id, factor: factor), 24 * days);
}
