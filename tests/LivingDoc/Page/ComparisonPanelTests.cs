using System.Net;
using System.Xml.Linq;
using SparkLoad.LivingDoc.Charts;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class ComparisonPanelTests
{
    private const string Script = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>\u202E";

    [Test]
    public async Task Render_Comparisons_ShowsFiguresRatioIntervalAndOutcomeInWords()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Comparisons.Acceptance(Comparisons.WithPython)));

        page.ShouldContain("<th scope=\"col\" class=\"figure\">this client</th><th scope=\"col\" class=\"figure\">Python</th>");
        page.ShouldContain("<th scope=\"col\">this client is</th>");
        page.ShouldContain("<th scope=\"row\">median latency</th><td class=\"figure\">38.2 ms</td><td class=\"figure\">53.7 ms</td>"
            + "<td class=\"figure\">0.712×</td><td class=\"figure\">0.664 to 0.761×</td><td class=\"outcome faster\"><span "
                + "aria-hidden=\"true\">▼</span> faster</td><td class=\"figure\">20</td>");
        page.ShouldContain("▲</span> slower</td>");
        page.ShouldContain("=</span> the same within 10%</td>");
        page.ShouldContain("?</span> undecided</td>");
        page.ShouldContain("<th scope=\"row\">client CPU per query</th>");
        page.ShouldContain("▼</span> lower</td>");
        page.ShouldContain("not reached</td><td class=\"figure\">1.4× or more</td>");
        page.ShouldContain("▲</span> higher</td>");
        page.ShouldContain("this client was not reached in 2 of 20 rounds, because queries failed");
        page.ShouldContain("Each interval covers the true ratio in 99.86% of cases: an error of 1% is shared by all measures. "
            + "The ratio is the figure of this client (the subject) divided by that of Python (the reference). “The same” needs the "
                + "whole interval within 10%. "
            + "“Slower” and “faster” need the whole interval on one side of 1 and not within 10%. Everything else is undecided.");
    }

    [Test]
    public async Task Render_Comparisons_DrawsEachIntervalAndSaysSoInWords()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Comparisons.Acceptance(Comparisons.WithPython)));

        page.Split("<svg class=\"ratios\" viewBox").Length.ShouldBe(2);
        page.ShouldContain("<title>median latency faster, 0.712×, interval 0.664 to 0.761×</title>");
        page.ShouldContain("this client divided by Python: median latency faster, 0.712×");
        page.ShouldContain("<text x=\"8\" y=\"19\">median latency: faster</text>");
    }

    [Test]
    public async Task Render_RowThatCompares_HasItsIntervalWithoutTheUsualLevel()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Comparisons.Acceptance(Comparisons.WithPython)));

        page.ShouldContain("<td data-label=\"interval\" class=\"figure interval\">0.664× to 0.761×</td>");
        page.ShouldContain("20 rounds, interval of 99.86%");
        page.ShouldContain("data-label=\"95% interval\"");
    }

    [Test]
    public async Task Render_ComparisonWithTheBaseline_SaysThatItIsOfTwoRuns()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(await reports.RenderAsync(Comparisons.Acceptance(Comparisons.WithBaseline)));

        page.ShouldNotContain("rounds</th>");
        page.ShouldContain("of two runs only a difference over 10% counts");
        page.ShouldContain(
            "“Slower” and “faster” need the whole interval beyond 10%; "
                + "the intervals cover what varies within a run, not from day to day.");
    }

    [Test]
    public async Task Render_ComparisonsOfRoundsAndOfTwoRuns_HaveTheRuleOfEach()
    {
        using var reports = new TemporaryReports();
        var page = WebUtility.HtmlDecode(
            await reports.RenderAsync(Comparisons.Acceptance([.. Comparisons.WithPython, .. Comparisons.WithBaseline])));

        page.ShouldContain("aria-label=\"Comparison of this client with Python\"");
        page.ShouldContain("aria-label=\"Comparison of this run with the baseline\"");
        page.ShouldContain("need the whole interval on one side of 1 and not within 10%");
        page.ShouldContain("need the whole interval beyond 10%");
    }

    [Test]
    public async Task Render_WithoutComparisons_SpeaksOfNone()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Runs.Acceptance());
        page.ShouldNotContain("<section class=\"comparison\"");
        page.ShouldNotContain("<svg class=\"ratios\"");
    }

    [Test]
    public async Task Render_HostileComparisons_AreShownAsTextAndStayInTheirPlace()
    {
        using var reports = new TemporaryReports();
        ComparisonResult[] hostile =
        [
            .. Comparisons.WithPython.Select(
                known => known with { Subject = Script, Reference = Script, Note = Script + new string('x', 100_000), Load = Script }),
            new(Script, Script, Script, double.MaxValue, new(double.MinValue, 1e-300), ComparisonOutcome.Slower, int.MaxValue) {
                Confidence = 1e300 },
            new(Script, "", "", -1, new(0, 0), ComparisonOutcome.Same, -1) { Confidence = -1, SubjectFigure = double.MaxValue },
            new(Script, "a", "b", null, null, ComparisonOutcome.Undecided, 0),
            .. Enumerable.Range(0, 500).Select(
                at => new ComparisonResult($"key{at}", "a", "b", 1e-9, new(1e-12, 1e9), ComparisonOutcome.Faster, 3)),
        ];

        var page = await reports.RenderAsync(Comparisons.Acceptance(hostile));

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("\u202E");
        page.ShouldContain("441 more are in results.json.");
        page.ShouldNotContain("NaN", Case.Sensitive);
        page.Length.ShouldBeLessThan(1_000_000);
    }

    [Test]
    public async Task Render_EveryScenarioCompared_StaysUnderOneMegabyte()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Comparisons.Acceptance([.. Enumerable.Repeat(Comparisons.WithPython, 12)]));
        page.Split("<section class=\"comparison\"").Length.ShouldBe(13);
        TestContext.Out.WriteLine($"{page.Length:#,0} characters with 12 comparisons");
        page.Length.ShouldBeLessThan(1_000_000);
    }

    [Test]
    public void RatioChart_Marks_LieInTheDrawingAndInOrder()
    {
        foreach (var comparisons in (IReadOnlyList<ComparisonResult>[])[Comparisons.WithPython, Comparisons.WithBaseline, [Comparisons
            .WithPython[0] with { Ratio = 1e6, Interval = new(1e-6, 1e7) }]])
        {
            var chart = RatioChart.Of(comparisons)!;
            chart.Band.Low.ShouldBeLessThan(chart.Band.One);
            chart.Band.One.ShouldBeLessThan(chart.Band.High);
            foreach (var row in chart.Rows)
            {
                var marks = new[] { row.From, row.Ratio, row.To }.OfType<double>().ToArray();
                marks.ShouldAllBe(x => x >= 0 && x <= RatioChart.DrawnWidth);
                marks.ShouldBe(marks.Order());
                row.Y.ShouldBeLessThan(chart.PlotBottom);
            }

            chart.Ticks.Zip(chart.Ticks.Skip(1)).ShouldAllBe(pair => pair.Second.X - pair.First.X >= 30);
            chart.Ticks.ShouldContain(tick => tick.Label == "1×");
        }
    }

    [Test]
    public void RatioChart_HalfAndDouble_StandEquallyFarFromOne()
    {
        var chart = RatioChart.Of([Comparisons.WithPython[0] with { Ratio = 1, Interval = new(0.5, 2) }])!;
        var row = chart.Rows[0];
        (row.Ratio!.Value - row.From!.Value).ShouldBe(row.To!.Value - row.Ratio.Value, 0.01);
        RatioChart.Of([Comparisons.WithPython[0] with { Ratio = null, Interval = null }]).ShouldBeNull();
        var open = RatioChart.Of([Comparisons.WithPython[6]])!.Rows[0];
        (open.IsClosedLeft, open.IsClosedRight, open.Ratio).ShouldBe((true, false, (double?)null));
    }

    [Test]
    public async Task Fragment_OfAComparison_LeavesADrawingThatStandsAlone()
    {
        using var reports = new TemporaryReports();
        var run = Comparisons.Acceptance(Comparisons.WithPython);
        var folder = run.Write(reports.Path);
        var id = run.Result.Scenarios[0].Id;

        var files = await Pages.FragmentAsync(folder, id, CancellationToken.None);

        var file = Path.Combine(folder, "fragments", $"{id}-ratios.svg");
        files.ShouldContain(file);
        var root = XDocument.Parse(await File.ReadAllTextAsync(file)).Root!;
        root.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));
        root.Descendants().Count(element => element.Name.LocalName == "title").ShouldBe(8);
    }
}
