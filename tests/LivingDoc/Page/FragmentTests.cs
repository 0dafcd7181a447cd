using System.Xml.Linq;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class FragmentTests
{
    [Test]
    public async Task Fragment_OfAScenario_HoldsItAloneWithChartsThatStandAlone()
    {
        using var reports = new TemporaryReports();
        var run = Runs.Rehearsal();
        var folder = run.Write(reports.Path);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["fragment", folder, run.Result.Scenarios[2].Id], TextReader.Null, output, error, CancellationToken.None);

        error.ToString().ShouldBeEmpty();
        code.ShouldBe(0);
        var files = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        var page = await File.ReadAllTextAsync(files[0]);
        page.ShouldContain("Two clients side by side on Spark 3.5.8");
        page.ShouldNotContain("Spark 4.1.1");
        files.Length.ShouldBeGreaterThan(5);
        foreach (var drawing in files.Skip(1))
        {
            XDocument.Load(drawing).Root!.Name.LocalName.ShouldBe("svg");
        }

        page.ShouldContain($"href=\"{new Uri(Path.Combine(folder, "index.html")).AbsoluteUri}#{run.Result.Scenarios[2].Id}\"");
        var latency = files.Single(file => file.EndsWith("-1-1-scheduled-latency-over-time.svg", StringComparison.Ordinal));
        XDocument.Load(latency).Descendants().Where(element => element.Name.LocalName == "text").Take(4).Select(element => element.Value)
            .ShouldBe(["Scheduled latency over time", "median", "95th percentile = maximum", "threshold"]);
    }

    [Test]
    public async Task Fragment_UnknownScenario_NamesThoseThatThereAre()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.NotRun().Write(reports.Path);
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["fragment", folder, "nope"], TextReader.Null, TextWriter.Null, error, CancellationToken.None);

        code.ShouldBe(1);
        error.ToString().ShouldContain("has no result of a scenario 'nope'");
        error.ToString().ShouldContain("sustained-load-throughput-3-5-8");
    }
}
