using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes the page over all runs of a reports folder.</summary>
internal sealed class HistoryWriter(PageRenderer renderer)
{
    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public async Task WriteAsync(string reports, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var history = History.Of(await ReportsFolder.ReadAsync(reports, cancellationToken), now);
        await FileReplacement.WriteAsync(
            Path.Combine(Path.GetFullPath(reports), "index.html"),
            writer => renderer.RenderAsync<HistoryPage>(writer, (nameof(HistoryPage.History), history)),
            cancellationToken);
    }
}
