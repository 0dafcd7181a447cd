namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>A reports folder that goes with the test.</summary>
internal sealed class TemporaryReports : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sparkload-page-").FullName;

    /// <summary>Writes the run's folder, renders it as the program does, and gives the page.</summary>
    public async Task<string> RenderAsync(RunFixture run)
    {
        var folder = run.Write(Path);
        await RenderAsync(folder);
        return await File.ReadAllTextAsync(System.IO.Path.Combine(folder, "index.html"));
    }

    public static async Task RenderAsync(string folder)
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["render", folder], TextReader.Null, TextWriter.Null, error, CancellationToken.None);
        error.ToString().ShouldBeEmpty();
        code.ShouldBe(0);
    }

    /// <summary>Writes the page of one scenario, and gives its file.</summary>
    public static async Task<string> FragmentAsync(string folder, string scenario)
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["fragment", folder, scenario], TextReader.Null, TextWriter.Null, error, CancellationToken.None);
        error.ToString().ShouldBeEmpty();
        code.ShouldBe(0);
        return System.IO.Path.Combine(folder, "fragments", $"{scenario}.html");
    }

    /// <summary>Writes the page over all runs, and gives it.</summary>
    public async Task<string> IndexAsync()
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["index", Path], TextReader.Null, TextWriter.Null, error, CancellationToken.None);
        error.ToString().ShouldBeEmpty();
        code.ShouldBe(0);
        return await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "index.html"));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
