using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

/// <summary>The text of a scenario's queries.</summary>
public sealed class QueryTextTests
{
    private const string Script = "<script>alert('x')</script>";

    [Test]
    public async Task Render_AQueryInTheRunsFolder_ShowsItsTextUnderItsScenario()
    {
        var page = WebUtility.HtmlDecode(
            await RenderAsync("revenue", "-- What a day brings,\n-- by shop.\n--\n-- rows: 1\nSELECT 1 < 2 AS one\n"));

        page.ShouldContain("<details class=\"query\" open><summary>Query: revenue</summary>");
        page.ShouldContain("<p class=\"prose\">What a day brings, by shop.</p>");
        page.ShouldContain("<pre tabindex=\"0\">-- rows: 1\nSELECT 1 < 2 AS one</pre>");
    }

    [Test]
    public async Task Render_ALongQuery_FoldsIt() =>
        (await RenderAsync("revenue", $"SELECT 1{string.Concat(Enumerable.Repeat("\n  + 1", 40))}"))
            .ShouldContain("<details class=\"query\"><summary>Query: revenue</summary>");

    [Test]
    public async Task Render_MarkupInAQuery_IsShownAsText()
    {
        var page = await RenderAsync(Script.Replace('/', '_'), $"-- {Script}\n--\nSELECT '{Script}'");

        page.ShouldNotContain("<script>alert");
        WebUtility.HtmlDecode(page).ShouldContain($"SELECT '{Script}'");
    }

    [Test]
    public async Task Render_AQueryWithoutItsFile_ShowsNone() =>
        (await RenderAsync("revenue", null)).ShouldNotContain("class=\"query\"");

    [Test]
    public async Task Render_ANameThatLeadsOutOfTheFolder_IsNotRead()
    {
        using var reports = new TemporaryReports();
        await File.WriteAllTextAsync(Path.Combine(reports.Path, "secret.sql"), "SELECT 'secret'");

        (await reports.RenderAsync(Asking("../../secret"))).ShouldNotContain("SELECT 'secret'");
    }

    private static async Task<string> RenderAsync(string name, string? text)
    {
        using var reports = new TemporaryReports();
        var run = Asking(name);
        return await reports.RenderAsync(
            text is null ? run : run with { Queries = new Dictionary<string, string> { [name] = text } });
    }

    private static RunFixture Asking(string name) => Runs.Short(Runs.Rehearsal()).With(scenario => scenario with
    {
        Loads = [.. scenario.Loads.Select(load => load with { Queries = [new QueryResult(name, 1, 1, 0)] })],
    });
}
