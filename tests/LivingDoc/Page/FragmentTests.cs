using System.Xml.Linq;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class FragmentTests
{
    [Test]
    public async Task Fragment_OfAScenario_HoldsItAloneWithChartsThatStandAlone()
    {
        using var reports = new TemporaryReports();
        var run = Runs.Rehearsal();
        var folder = run.Write(reports.Path);

        var files = await Pages.FragmentAsync(folder, run.Result.Scenarios[2].Id, CancellationToken.None);

        var page = await File.ReadAllTextAsync(files[0]);
        page.ShouldContain("Two clients side by side on Spark 3.5.8");
        page.ShouldNotContain("Spark 4.1.1");
        files.Count.ShouldBeGreaterThan(5);
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

        var failure = await Should.ThrowAsync<RunFolderException>(() => Pages.FragmentAsync(folder, "nope", CancellationToken.None));

        failure.Message.ShouldContain("has no result of a scenario 'nope'");
        failure.Message.ShouldContain("sustained-load-throughput-3-5-8");
    }
}
