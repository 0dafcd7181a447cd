using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Reading;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes what is rendered of a run into its folder: <c>index.html</c> and <c>summary.md</c>.</summary>
internal sealed class RunPageWriter(PageRenderer renderer)
{
    /// <returns>The run as it was read.</returns>
    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task<Run> WriteAsync(RunFolder folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = await folder.ReadAsync(now, cancellationToken);
        await WriteAsync(run, folder, cancellationToken);
        return run;
    }

    public async Task WriteAsync(Run run, RunFolder folder, CancellationToken cancellationToken)
    {
        await FileReplacement.WriteAsync(
            Path.Combine(folder.FullPath, "index.html"),
            writer => renderer.RenderAsync<RunPage>(writer, (nameof(RunPage.Run), run)),
            cancellationToken);
        await FileReplacement.WriteAsync(
            Path.Combine(folder.FullPath, "summary.md"), writer => Summary.WriteAsync(writer, run), cancellationToken);
    }
}
