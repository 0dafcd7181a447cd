using SparkLoad.LivingDoc.Publishing;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc;

/// <summary>Makes pages of what runs leave behind. Every file is replaced whole, so a reader never sees half a page.</summary>
public static class Pages
{
    /// <summary>Writes <c>index.html</c> and <c>summary.md</c> of one run.</summary>
    /// <exception cref="RunFolderException">The folder is not a run's, or its results cannot be read.</exception>
    public static async Task RenderAsync(string runFolder, CancellationToken cancellationToken)
    {
        await using var renderer = new PageRenderer();
        await new RunPageWriter(renderer).WriteAgainAsync(new RunReader(runFolder), DateTimeOffset.UtcNow, cancellationToken);
    }

    /// <summary>
    /// Writes the page of a run at once and then at most every 10 seconds, and what its suite asks for, until the suite has asked for the
    /// last page or is gone.
    /// </summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="suite">Its <see cref="DrawingRequest"/>s; ends when the suite does, however that happens.</param>
    /// <param name="answers">Takes the answers.</param>
    /// <param name="cancellationToken">Ends watching at once.</param>
    /// <exception cref="RunFolderException">The folder is not a run's, or its results cannot be read.</exception>
    public static async Task WatchAsync(string runFolder, TextReader suite, TextWriter answers, CancellationToken cancellationToken)
    {
        await using var renderer = new PageRenderer();
        await new Watch(new RunReader(runFolder), renderer, TimeProvider.System).RunAsync(suite, answers, cancellationToken);
    }

    /// <summary>Writes <c>index.html</c> over all runs of a reports folder.</summary>
    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public static async Task IndexAsync(string reportsFolder, CancellationToken cancellationToken)
    {
        await using var renderer = new PageRenderer();
        await new HistoryWriter(renderer).WriteAsync(reportsFolder, DateTimeOffset.UtcNow, cancellationToken);
    }

    /// <summary>Adds the finished runs of a reports folder to a record: pages, summaries, results, and a table over them.</summary>
    /// <param name="reportsFolder">Where the runs are.</param>
    /// <param name="recordFolder">The record; made where it does not exist.</param>
    /// <param name="withRehearsals">Whether rehearsals are added too.</param>
    /// <param name="tableFile">A Markdown file that shows the table as well, between its marks; null for none.</param>
    /// <param name="cancellationToken">Leaves what is there by then.</param>
    /// <exception cref="RunFolderException">There is nothing to publish, or no place for it.</exception>
    public static async Task<Publication> PublishAsync(
        string reportsFolder, string recordFolder, bool withRehearsals, string? tableFile, CancellationToken cancellationToken)
    {
        await using var renderer = new PageRenderer();
        return await new RecordFolder(recordFolder, renderer).AddAsync(
            reportsFolder, withRehearsals, tableFile, DateTimeOffset.UtcNow, cancellationToken);
    }

    /// <summary>Writes <c>fragments/&lt;scenario id&gt;.html</c> and its charts as SVG.</summary>
    /// <returns>The files, the page first.</returns>
    /// <exception cref="RunFolderException">The folder is not a run's, or the run has no such scenario.</exception>
    public static async Task<IReadOnlyList<string>> FragmentAsync(string runFolder, string scenarioId, CancellationToken cancellationToken)
    {
        await using var renderer = new PageRenderer();
        return await new FragmentWriter(renderer).WriteAsync(
            new RunReader(runFolder), scenarioId, DateTimeOffset.UtcNow, cancellationToken);
    }
}
