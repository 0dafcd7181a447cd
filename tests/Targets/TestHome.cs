namespace SparkLoad.Targets.Tests;

/// <summary>A team's folder of one test.</summary>
internal sealed class TestHome : IDisposable
{
    public TestHome(params (string Place, string Text)[] files)
    {
        foreach (var (place, text) in files)
        {
            var file = Path.Combine(Folder, place);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sparkload-home").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
