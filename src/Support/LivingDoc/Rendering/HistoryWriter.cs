using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes the page over all runs of a reports folder.</summary>
internal sealed class HistoryWriter(PageRenderer renderer)
{
    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public async Task WriteAsync(string reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = ReportsFolder.Read(reports);
        var current = new CurrentFeatures(Path.GetFullPath(reports), runs);
        var history = History.Of(runs, current.Hold, now) with { Compared = ComparedRun.Of(runs, reports) };
        await AtomicFile.WriteAsync(
            Path.Combine(Path.GetFullPath(reports), RunFiles.Page),
            writer => renderer.RenderAsync<HistoryPage>(writer, (nameof(HistoryPage.History), history)),
            cancellationToken);
    }
}
