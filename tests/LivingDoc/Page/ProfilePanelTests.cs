using System.Globalization;
using System.Xml.Linq;
using SparkLoad.LivingDoc.Charts;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class ProfilePanelTests
{
    private const string Script = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>";

    [Test]
    public async Task Render_ProfiledScenario_SaysSoAndShowsWhereTimeAndMemoryWent()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Profiles.Rehearsal(Profiles.Whole));

        page.ShouldContain("in 1 of them the client was profiled, which slows it down");
        page.ShouldContain("of 30 minutes, profiled</span>");
        page.ShouldContain("the figures above are those of a profiled client");
        page.ShouldContain("<title>SparkLoad.SparkConnect.SparkSession.DrainAsync: 50%, 200 samples</title>");
        page.ShouldContain("400 samples of running managed code out of 60,000 of all threads, one every 5.1 ms.");
        page.ShouldContain("Time in native code and in the kernel is not included");
        page.ShouldContain("<code>System.Byte[]</code>");
        page.ShouldContain("66.7%");
        page.ShouldContain("Garbage collections (pause)");
        page.ShouldContain("3 collections paused the client for 6.5 ms in total, at most 4 ms at once.");
    }

    [Test]
    public async Task Render_WithoutAProfile_SpeaksOfNone()
    {
        using var reports = new TemporaryReports();

        (await reports.RenderAsync(Runs.Rehearsal())).ShouldNotContain("profile of the client", Case.Insensitive);
    }

    [Test]
    public async Task Render_ProfileThatFailed_SaysWhyAndDrawsNothing()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(
            Profiles.Rehearsal(new ClientProfile { Note = "The client was not profiled: its file cannot be written." }));

        page.ShouldContain("The client was not profiled: its file cannot be written.");
        page.ShouldNotContain("<svg class=\"flame\"");
        page.ShouldNotContain("those of a profiled client");
    }

    [Test]
    public async Task Render_ProfileOfNothing_SaysSo()
    {
        using var reports = new TemporaryReports();
        var nothing = Profiles.Whole with
        {
            Cpu = new CpuProfile { Samples = 0, ThreadSamples = 10, Frames = [new("all running managed code", 0, 0, 0)] },
            Allocations = new AllocationProfile(0, 0, []),
            Gc = new GcProfile { Collections = 0, PauseMs = 0, LongestPauseMs = 0, Pauses = [] },
        };
        var page = await reports.RenderAsync(Profiles.Rehearsal(nothing));

        page.ShouldContain("No CPU sample hit managed code, so there is no flame graph.");
        page.ShouldContain("No garbage was collected while the load ran.");
    }

    [Test]
    public async Task Render_ManyLargeProfiles_DrawsSomeAndStaysUnderOneMegabyte()
    {
        using var reports = new TemporaryReports();
        var page = await reports.RenderAsync(Profiles.Rehearsal(Profiles.Largest, scenarios: 12));

        page.Length.ShouldBeLessThan(1_000_000);
        page.Split("<svg class=\"flame\" viewBox").Length.ShouldBe(4);
        page.Split("The flame graph is a separate file").Length.ShouldBe(10);
    }

    [Test]
    public async Task Render_HostileNames_AreShownAsText()
    {
        using var reports = new TemporaryReports();
        var hostile = new ClientProfile
        {
            Note = Script,
            Trace = "javascript:alert(1)",
            DurationMs = double.MaxValue,
            Cpu = new CpuProfile
            {
                Samples = 10,
                ThreadSamples = 10,
                Frames = [new(Script, 0, 0, 10), new(Script, 1, 0, 10), new(Script, 1_000_000, 0, 10), new(
                    "outside",
                    1,
                    9,
                    long.MaxValue / 2), new("before", 1, -5, 5)],
            },
            Allocations = new AllocationProfile(0, 1, [new(Script, long.MaxValue, 1)]),
            Gc = new GcProfile { Collections = 1, PauseMs = 1, LongestPauseMs = 1, Pauses = [new(-1, 7, double.MaxValue, Script)] },
        };
        var page = await reports.RenderAsync(Profiles.Rehearsal(hostile));

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("href=\"javascript");
        page.ShouldNotContain("outside: ");
        page.ShouldNotContain("before: ");
        page.ShouldContain("&lt;script&gt;");
    }

    [Test]
    public async Task Fragment_OfAProfiledScenario_LeavesAFlameGraphThatStandsAlone()
    {
        using var reports = new TemporaryReports();
        var run = Profiles.Rehearsal(Profiles.Whole);
        var folder = run.Write(reports.Path);
        var id = run.Result.Scenarios[0].Id;

        var files = await Pages.FragmentAsync(folder, id, CancellationToken.None);

        var file = Path.Combine(folder, "profiles", $"{id}.flamegraph.svg");
        files.ShouldContain(file);
        var drawing = await File.ReadAllTextAsync(file);
        drawing.ShouldNotContain("<script");
        drawing.ShouldNotContain("href");
        drawing.ShouldContain("class=\"f-suite\" fill=\"#f2b84b\"");
        var root = XDocument.Parse(drawing).Root!;
        root.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));
        root.Descendants().Count(element => element.Name.LocalName == "title").ShouldBe(7);
        (await File.ReadAllTextAsync(Path.Combine(folder, "fragments", $"{id}.html"))).ShouldContain($"profiles/{id}.flamegraph.svg");
    }

    [Test]
    public void FlameGraph_Boxes_LieInTheDrawingAndTheirTextsFit()
    {
        foreach (var profile in (ClientProfile[])[Profiles.Whole, Profiles.Largest])
        {
            var graph = FlameGraph.Of(profile.Cpu)!;

            graph.Boxes.ShouldAllBe(box => box.X >= 0 && box.X + box.Width <= FlameGraph.DrawnWidth && box.Y + box.Height <= graph.Height);
            // At 11 px a letter of a common sans-serif type takes about 6 px.
            graph.Boxes.ShouldAllBe(box => box.Text.Length * 6 <= box.Width);
            graph.Boxes.Where(box => box.Width > 100).ShouldAllBe(box => box.Text.Length > 0);
        }
    }

    [TestCase("SparkLoad.LoadEngine.Execution.Dispatcher.RunAsync", "Suite")]
    [TestCase("System.Net.Http.Http2Connection.SendAsync", "Wire")]
    [TestCase("System.Threading.Thread.StartCallback", "Runtime")]
    [TestCase("Spark.Connect.ExecutePlanResponse.MergeFrom", "Data")]
    [TestCase("NUnit.Framework.Internal.X.Y", "Other")]
    public void CodeOwner_OfAMethod_IsToldByItsNamespace(string method, string kind) =>
        CodeOwner.Of(method).ToString().ShouldBe(kind, string.Create(CultureInfo.InvariantCulture, $"{method}"));
}
