using System.Text.RegularExpressions;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.Cli.Tests;

internal sealed partial class CommandTests
{
    [Test]
    public async Task Index_OfSomeRuns_WritesThePageOverThem()
    {
        using var reports = new TemporaryReports();
        Runs.Short(Runs.Rehearsal()).Write(reports.Path);

        var answer = await Sparkload.RunAsync("index", reports.Path);

        answer.ShouldBe(new Sparkload.Answer(0, "", ""));
        (await File.ReadAllTextAsync(Path.Combine(reports.Path, "index.html"))).ShouldContain("2026-11-23T21-05-00Z-a1b2");
    }

    [Test]
    public async Task Draw_RunThatIsOver_WritesItsPageAndEnds()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Short(Runs.Rehearsal()).Write(reports.Path);

        var answer = await Sparkload.RunAsync("draw", folder);

        answer.ShouldBe(new Sparkload.Answer(0, "", ""));
        (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"))).ShouldContain("All 12 scenarios passed");
    }

    [Test]
    public async Task Render_TheLatest_WritesThePageOfTheNewestRun()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Short(Runs.Rehearsal()).Write(reports.Path);
        var latest = Path.Combine(reports.Path, "latest");
        await File.WriteAllTextAsync(latest, Path.GetFileName(folder) + "\n");

        var answer = await Sparkload.RunAsync("render", latest);

        answer.ShouldBe(new Sparkload.Answer(0, "", ""));
        File.Exists(Path.Combine(folder, "index.html")).ShouldBeTrue();
    }

    [Test]
    public async Task Fragment_OfAScenario_PrintsEachFileInALineOfItsOwn()
    {
        using var reports = new TemporaryReports();
        var run = Runs.Rehearsal();
        var folder = run.Write(reports.Path);

        var answer = await Sparkload.RunAsync("fragment", folder, run.Result.Scenarios[2].Id);

        answer.Error.ShouldBeEmpty();
        answer.Code.ShouldBe(0);
        answer.Lines[0].ShouldEndWith($"{run.Result.Scenarios[2].Id}.html");
        answer.Lines.Length.ShouldBeGreaterThan(5);
        answer.Lines.ShouldAllBe(file => File.Exists(file));
    }

    [Test]
    public async Task Baseline_OfARun_SaysWhatItSaved()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Acceptance().Write(reports.Path);

        var answer = await Sparkload.RunAsync("baseline", folder);

        answer.Error.ShouldBeEmpty();
        answer.Code.ShouldBe(0);
        answer.Lines.Length.ShouldBe(12);
        answer.Output.ShouldContain("saved: One query per second against Spark 4.1.1 (acceptance: Spark 4.1.1, 30 minutes)");
        (await reports.IndexAsync()).ShouldNotContain("baselines");
    }

    [TestCase("github", ".github/workflows/load.yml")]
    [TestCase("gitlab", ".gitlab-ci.yml")]
    [TestCase("azure", "azure-pipelines.yml")]
    [TestCase("jenkins", "Jenkinsfile")]
    public async Task New_ForOneSystem_PutsItsPipelineWhereItIsLookedFor(string system, string place)
    {
        using var folder = new TemporaryReports();
        var home = Path.Combine(folder.Path, "load");

        var answer = await Sparkload.RunAsync("new", home, "--pipeline", system);

        answer.Code.ShouldBe(0, answer.Error);
        // Its first line says where it belongs to those who have all of them.
        (await File.ReadAllLinesAsync(Path.Combine(home, place)))[0].ShouldContain($" {place}. ");
        answer.Output.ShouldContain(place);
        Directory.Exists(Path.Combine(home, "pipelines")).ShouldBeFalse();
    }

    [TestCase("de-DE")]
    [TestCase("fr-FR")]
    [TestCase("ru-RU")]
    public async Task Render_OtherCulture_ChangesNothing(string culture)
    {
        using var reports = new TemporaryReports();
        var folder = Runs.FailedAcceptance().Write(reports.Path);

        var expected = await RenderAsync(folder, "en-US");
        var page = await RenderAsync(folder, culture);

        page.ShouldBe(expected);
    }

    /// <summary>The page, without the moment at which it was written.</summary>
    private static async Task<string> RenderAsync(string folder, string culture)
    {
        var answer = await Sparkload.RunAsync(culture, ["render", folder]);
        answer.ShouldBe(new Sparkload.Answer(0, "", ""));
        return Moment().Replace(await File.ReadAllTextAsync(Path.Combine(folder, "index.html")), "");
    }

    [GeneratedRegex("data-rendered=\"[^\"]*\"|Page written [^<]*")]
    private static partial Regex Moment();
}
