using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes what is rendered of a run into its folder: <c>index.html</c> and <c>summary.md</c>.</summary>
internal sealed class RunPageWriter(PageRenderer renderer)
{
    public async Task WriteAsync(Run run, string folder, CancellationToken cancellationToken)
    {
        await FileReplacement.WriteAsync(
            Path.Combine(folder, "index.html"),
            writer => renderer.RenderAsync<RunPage>(writer, (nameof(RunPage.Run), run)),
            cancellationToken);
        await FileReplacement.WriteAsync(
            Path.Combine(folder, "summary.md"), writer => Summary.WriteAsync(writer, run), cancellationToken);
    }
}
