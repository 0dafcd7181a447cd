using SparkLoad.LivingDoc.Charts;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Files;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>
/// Writes one finished scenario for attaching it elsewhere: a page with that scenario only, and each chart as a file of its own.
/// </summary>
internal sealed class FragmentWriter(PageRenderer renderer)
{
    /// <returns>The files, the page first.</returns>
    /// <exception cref="RunFolderException">There is no such run, or no such scenario in it.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(
        RunReader folder, string scenarioId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = folder.Read(now);
        var scenario = run.Scenarios.FirstOrDefault(scenario => scenario.Result.Id == scenarioId)
            ?? throw new RunFolderException(
                $"'{folder.FullPath}' has no result of a scenario '{Plain.Name(scenarioId)}'. It has: "
                    + $"{string.Join(", ", run.Scenarios.Select(known => known.Result.Id))}.");
        var flames = await WriteFlamesAsync(folder, scenario, cancellationToken);
        if (flames.Count > 0)
        {
            // The page names the drawing among the scenario's files.
            run = folder.Read(now);
            scenario = run.Scenarios.First(known => known.Result.Id == scenarioId);
        }

        var fragments = Path.Combine(folder.FullPath, "fragments");
        Directory.CreateDirectory(fragments);
        var page = Path.Combine(fragments, $"{scenario.Anchor}.html");
        await AtomicFile.WriteAsync(
            page,
            writer => renderer.RenderAsync<FragmentPage>(
                writer, (nameof(FragmentPage.Scenario), scenario), (nameof(FragmentPage.Run), run), (nameof(FragmentPage.Folder), folder
                    .FullPath)),
            cancellationToken);
        List<string> files = [page];
        foreach (var (load, number) in scenario.Result.Loads.Select((load, number) => (load, number)))
        {
            foreach (var (chart, index) in ScenarioChartList.Of(scenario, load, isFirst: number == 0)
                .Select((chart, index) => (chart, index)))
            {
                // Elsewhere the name of the file is the first that a reader sees of the chart.
                var file = Path.Combine(fragments, $"{scenario.Anchor}-{number + 1}-{index + 1}-{Slug.Of(chart.Title)}.svg");
                await AtomicFile.WriteAsync(
                    file,
                    writer => renderer.RenderAsync<Drawing>(
                        writer, (nameof(Drawing.Spec), chart), (nameof(Drawing.Id), $"c{number}-{index}"), (nameof(Drawing.IsAlone), true)),
                    cancellationToken);
                files.Add(file);
            }
        }

        return [.. files, .. await WriteRatiosAsync(fragments, scenario, cancellationToken), .. flames];
    }

    private async Task<IReadOnlyList<string>> WriteRatiosAsync(string fragments, ScenarioView scenario, CancellationToken cancellationToken)
    {
        if (RatioChart.Of(scenario.Result.Comparisons) is not { } chart)
        {
            return [];
        }

        var file = Path.Combine(fragments, $"{scenario.Anchor}-ratios.svg");
        await AtomicFile.WriteAsync(
            file,
            writer => renderer.RenderAsync<RatioDrawing>(
                writer, (nameof(RatioDrawing.Chart), chart), (nameof(RatioDrawing.Title), ComparisonTable.Title), (nameof(RatioDrawing
                    .Id), "ratios"),
                (nameof(RatioDrawing.IsAlone), true)),
            cancellationToken);
        return [file];
    }

    /// <summary>Draws the flame graph of a profiled scenario next to its recording.</summary>
    private async Task<IReadOnlyList<string>> WriteFlamesAsync(RunReader folder, ScenarioView scenario, CancellationToken cancellationToken)
    {
        if (FlameGraph.Of(scenario.Result.Resources?.Client?.Profile?.Cpu) is not { } graph)
        {
            return [];
        }

        var profiles = Path.Combine(folder.FullPath, "profiles");
        Directory.CreateDirectory(profiles);
        var file = Path.Combine(profiles, $"{scenario.Anchor}.flamegraph.svg");
        var title = $"{Plain.Name(scenario.Result.Scenario)}: flame graph of CPU samples in managed code";
        await AtomicFile.WriteAsync(
            file,
            writer => renderer.RenderAsync<FlameDrawing>(
                writer, (nameof(FlameDrawing.Graph), graph), (nameof(FlameDrawing.Title), title), (nameof(FlameDrawing.Id), "flame"),
                (nameof(FlameDrawing.IsAlone), true)),
            cancellationToken);
        return [file];
    }
}
