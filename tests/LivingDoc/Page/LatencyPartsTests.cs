using System.Net;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class LatencyPartsTests
{
    private const string Chart = "<span class=\"chart-title\">Where the latency comes from";

    [Test]
    public async Task Render_LoadWithParts_ShowsThemOverTimeAndOfItsSlowestQueries()
    {
        var card = await RenderAsync(load => load);

        card.ShouldContain(Chart);
        card.ShouldContain("60% until the first rows, 20% until the first message, 15% streaming, 5% decoding");
        card.ShouldContain("The 5 slowest queries");
        card.ShouldContain("passengers = 0, day = NULL");
        card.ShouldContain("00000000-0000-4000-8000-");
        card.Split("<td class=\"figure\"><b>").Length.ShouldBe(6, "the largest part of each of the five is printed bold");
        card.ShouldContain("<td class=\"figure\">3.5 ms</td>");
        card.ShouldContain("· Spark ran no job for it");
    }

    [Test]
    public async Task Render_LoadOfAnExternalClient_SaysThatItDoesNotTell()
    {
        var card = await RenderAsync(load => load with
        {
            PartsMs = null, Slowest = [.. load.Slowest.Select(query => query with { PartsMs = null, OperationId = null, Server = null })],
        });

        card.ShouldNotContain(Chart);
        card.ShouldContain("does not tell when messages came");
        card.ShouldNotContain("on the server</th>");
    }

    [Test]
    public async Task Render_OlderResults_ShowNothingOfIt()
    {
        var card = await RenderAsync(load => load with { PartsMs = null, Slowest = [] });

        card.ShouldNotContain(Chart);
        card.ShouldNotContain("slowest quer");
    }

    private static async Task<string> RenderAsync(Func<LoadResult, LoadResult> change)
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(
            Runs.Rehearsal().With(scenario => scenario with { Loads = [.. scenario.Loads.Select(change)] }));
        return WebUtility.HtmlDecode(page).Split("<article class=\"scenario")[1].Split("</article>")[0];
    }
}
