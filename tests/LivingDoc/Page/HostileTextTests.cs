using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class HostileTextTests
{
    private const string Script = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>";
    private const string Turned = "safe\u202Egnp.exe";

    [Test]
    public async Task Render_MarkupInEveryText_IsShownAsText()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Hostile());

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("href=\"javascript");
        page.ShouldContain("&lt;script&gt;");
    }

    [Test]
    public async Task Render_DirectionMarks_AreShownByTheirCode()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Hostile());

        page.ShouldNotContain("\u202E");
        page.ShouldNotContain("&#x202E;");
        WebUtility.HtmlDecode(page).ShouldContain("‹U+202E›");
    }

    [Test]
    public async Task Render_MessageOfOneMegabyte_IsCutAndSaysSo()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Hostile());

        page.Length.ShouldBeLessThan(1_000_000);
        page.ShouldContain("1,048,576 characters in all");
    }

    [Test]
    public async Task Render_FeatureAddressOutsideTheFolder_IsNotRead()
    {
        using var reports = new TemporaryReports();
        await File.WriteAllTextAsync(Path.Combine(reports.Path, "secret.feature"), "Feature: secret\n  Scenario: s\n    Given x\n");
        var page = await reports.RenderAsync(
            Runs.Rehearsal().With(scenario => scenario with { FeatureUri = "../../secret.feature", Scenario = "s" }));

        WebUtility.HtmlDecode(page).ShouldContain("is not in the run's folder");
        page.ShouldNotContain("Feature:</span> secret");
    }

    [Test]
    public async Task Summary_MarkupAndTables_StayInTheirCell()
    {
        using var reports = new TemporaryReports();
        var folder = Hostile().Write(reports.Path);
        await TemporaryReports.RenderAsync(folder);
        var summary = await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"));

        summary.ShouldNotContain("<script");
        summary.ShouldContain("&lt;script&gt;");
        summary.Length.ShouldBeLessThan(60_000);
    }

    internal static RunFixture Hostile() => (Runs.Rehearsal("2026-11-26T00-00-00Z-ffff") with
    {
        Features = new Dictionary<string, string>
        {
            ["sustained-load.feature"] = $"""
                Feature: {Script}
                  {Script} and ![remote](http://example.org/x.png) and [click](javascript:alert(1)) and <b>bold</b>
                  <iframe src="http://example.org"></iframe>

                  Scenario: {Script}
                    Given a "{Script}" {Turned}
                    Then the run meets these criteria:
                      | measure | must be |
                      | failed queries | none |
                """,
        },
    }).With(scenario => scenario with
    {
        FeatureUri = "sustained-load.feature",
        Feature = Script,
        Scenario = Script,
        Example = Turned,
        Tags = [Script, "javascript:alert(1)"],
        Verdict = ScenarioVerdict.Failed,
        Reason = Script + new string('x', 5000),
        EvidenceParts = scenario.EvidenceParts with { StandIn = Script, Reference = Script },
        Target = scenario.Target! with { Address = Script, StatedVersion = Turned, ReportedVersion = Script, Conf =
            new Dictionary<string, string> { [Script] = Script } },
        Criteria = [.. scenario.Criteria.Select(row => row with { Measure = Script, MeasuredText = Script, Note = Turned, Unit =
            Script, Interval = new(1, double.MaxValue), Margin = -1e300 })],
        Errors = [new(Script, Script, string.Concat(Enumerable.Repeat("<b>\u0000\u202E!", 1_048_576 / 6)) + "abcd", long.MaxValue)],
    });
}
