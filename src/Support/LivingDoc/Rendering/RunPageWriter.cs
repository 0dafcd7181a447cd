using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes what is rendered of a run into its folder: <c>index.html</c> and <c>summary.md</c>.</summary>
internal sealed class RunPageWriter(PageRenderer renderer)
{
    /// <returns>The run as it was read.</returns>
    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task<Run> WriteAsync(RunReader folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = folder.Read(now);
        await WriteAsync(run, folder.FullPath, cancellationToken);
        return run;
    }

    /// <summary>
    /// Writes the page of a run that nobody watches: one that says it is running, and has long been silent, was interrupted.
    /// </summary>
    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task WriteAgainAsync(RunReader folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = folder.Read(now);
        var isSilent = run.Info.State == RunState.Running && now - ReportsFolder.NewestChange(folder.FullPath) > RunEntry.Silence;
        await WriteAsync(isSilent ? BrokenOff(run) : run, folder.FullPath, cancellationToken);
    }

    /// <summary>
    /// The run as it is if its suite is gone, and the process that draws its page as well: its results still say that it goes on.
    /// </summary>
    public static Run BrokenOff(Run run) => run with { Info = run.Info with { State = RunState.Interrupted } };

    public async Task WriteAsync(Run run, string folder, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(
            Path.Combine(folder, RunFiles.Page),
            writer => renderer.RenderAsync<RunPage>(writer, (nameof(RunPage.Run), run)),
            cancellationToken);
        await AtomicFile.WriteAsync(
            Path.Combine(folder, RunFiles.Summary), writer => Summary.WriteAsync(writer, run), cancellationToken);
    }
}
