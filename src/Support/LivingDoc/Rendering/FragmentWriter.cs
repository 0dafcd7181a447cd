using SparkLoad.LivingDoc.Charts;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Text;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes one finished scenario for attaching it elsewhere: a page with that scenario only, and each chart as a file of its own.</summary>
internal sealed class FragmentWriter(PageRenderer renderer)
{
    /// <returns>The files, the page first.</returns>
    /// <exception cref="RunFolderException">There is no such run, or no such scenario in it.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(RunFolder folder, string scenarioId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = await folder.ReadAsync(now, cancellationToken);
        var scenario = run.Scenarios.FirstOrDefault(scenario => scenario.Result.Id == scenarioId)
            ?? throw new RunFolderException(
                $"'{folder.FullPath}' has no result of a scenario '{Plain.Name(scenarioId)}'. It has: {string.Join(", ", run.Scenarios.Select(known => known.Result.Id))}.");
        var fragments = Path.Combine(folder.FullPath, "fragments");
        Directory.CreateDirectory(fragments);
        var page = Path.Combine(fragments, $"{scenario.Anchor}.html");
        await FileReplacement.WriteAsync(
            page,
            writer => renderer.RenderAsync<FragmentPage>(writer, (nameof(FragmentPage.Scenario), scenario), (nameof(FragmentPage.Run), run)),
            cancellationToken);
        List<string> files = [page];
        foreach (var (load, number) in scenario.Result.Loads.Select((load, number) => (load, number)))
        {
            foreach (var (chart, index) in ScenarioChartList.Of(scenario, load, isFirst: number == 0).Select((chart, index) => (chart, index)))
            {
                var file = Path.Combine(fragments, $"{scenario.Anchor}-{number + 1}-{index + 1}.svg");
                await FileReplacement.WriteAsync(
                    file,
                    writer => renderer.RenderAsync<Drawing>(
                        writer, (nameof(Drawing.Spec), chart), (nameof(Drawing.Id), $"c{number}-{index}"), (nameof(Drawing.IsAlone), true)),
                    cancellationToken);
                files.Add(file);
            }
        }

        return files;
    }
}
