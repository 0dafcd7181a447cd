using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

/// <summary>Answers of two Sparks that differ, as the page shows them.</summary>
public sealed class AnswerDifferenceTests
{
    [Test]
    public async Task Render_RowsThatDiffer_StandSideBySide()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(With(new AnswerDifference
        {
            Query = "fares by hour",
            ParameterRow = 3,
            Columns = ["hour", "fare"],
            Subject = new("Spark 4.1.1", 24, [["7", "12.5"], ["8", null]]),
            Reference = new("Spark 3.5.8", 1024, [["7", "12.4"]]),
        })));

        page.ShouldContain("“fares by hour” with row 3 of its parameters, counted from 0, was not answered the same.");
        page.ShouldContain("<small>24 rows</small></h4>");
        page.ShouldContain("<small>1,024 rows</small></h4>");
        page.ShouldContain("<tr><th scope=\"col\">hour</th><th scope=\"col\">fare</th></tr>");
        page.ShouldContain("<td>8</td><td><i>NULL</i></td>");
        page.ShouldContain("<td>7</td><td>12.4</td>");
    }

    [Test]
    public async Task Render_ASideWithoutAnAnswerOrWithoutRowsOfItsOwn_SaysSo()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(With(new AnswerDifference
        {
            Query = "q", Subject = new("Spark 4.1.1", 5, []), Reference = new("Spark 3.5.8", null, []) { Error = "[DIVIDE_BY_ZERO] no" },
        })));

        page.ShouldContain("“q” was not answered the same.");
        page.ShouldContain("Every row of it is also in the other answer.");
        page.ShouldContain("<small>no answer</small>");
        page.ShouldContain("[DIVIDE_BY_ZERO] no");
    }

    [Test]
    public async Task Render_HostileAnswers_AreCutAndShownAsText()
    {
        const string script = "<script>alert('x')</script>\u202E";
        string?[] wide = [.. Enumerable.Repeat(script + new string('x', 300), 30)];
        AnswerDifference[] many = [.. Enumerable.Repeat(new AnswerDifference
        {
            Query = script,
            Columns = [.. Enumerable.Repeat(script, 30)],
            Subject = new(script, 1, [.. Enumerable.Repeat(wide, 15)]),
            Reference = new(script, 1, []) { Error = script + new string('y', 100_000) },
        }, 12)];
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(With(many));

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("\u202E");
        page.ShouldContain("2 more are in results.json.");
        page.Length.ShouldBeLessThan(3_000_000);
    }

    private static RunFixture With(params AnswerDifference[] differences)
    {
        var first = true;
        return Runs.Rehearsal().With(scenario => first && !(first = false) ? scenario with { AnswerDifferences = differences } : scenario);
    }
}
