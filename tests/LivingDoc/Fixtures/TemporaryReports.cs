namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>A reports folder that goes with the test.</summary>
internal sealed class TemporaryReports : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sparkload-page-").FullName;

    /// <summary>Writes the run's folder, renders it, and gives the page.</summary>
    public async Task<string> RenderAsync(RunFixture run)
    {
        var folder = run.Write(Path);
        await RenderAsync(folder);
        return await File.ReadAllTextAsync(System.IO.Path.Combine(folder, "index.html"));
    }

    public static Task RenderAsync(string folder) => Pages.RenderAsync(folder, CancellationToken.None);

    /// <summary>Writes the page of one scenario, and gives its file.</summary>
    public static async Task<string> FragmentAsync(string folder, string scenario)
    {
        var files = await Pages.FragmentAsync(folder, scenario, CancellationToken.None);
        files[0].ShouldBe(System.IO.Path.Combine(folder, "fragments", $"{scenario}.html"));
        return files[0];
    }

    /// <summary>Writes the page over all runs, and gives it.</summary>
    public async Task<string> IndexAsync()
    {
        await Pages.IndexAsync(Path, CancellationToken.None);
        return await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "index.html"));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
