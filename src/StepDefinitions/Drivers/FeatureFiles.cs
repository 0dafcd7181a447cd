namespace SparkLoad.Specs.Drivers;

/// <summary>The feature files beside the suite's assembly. Bindings learn a feature's title, but not its file.</summary>
internal sealed class FeatureFiles
{
    private const string Keyword = "Feature:";
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "features");
    private readonly Dictionary<string, string> _byTitle;

    public FeatureFiles() => _byTitle = Directory
        .EnumerateFiles(_folder, "*.feature", SearchOption.AllDirectories)
        .GroupBy(TitleOf)
        .ToDictionary(files => files.Key, files => Relative(files.First()));

    /// <summary>Path below the features folder, with forward slashes.</summary>
    public string UriOf(string title) => _byTitle.GetValueOrDefault(title, title + ".feature");

    /// <summary>Gives a run the feature files that it ran, so that its page can be drawn again at any time.</summary>
    public void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Relative(file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private string Relative(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');

    private static string TitleOf(string file) => File.ReadLines(file)
        .Select(line => line.Trim())
        .FirstOrDefault(line => line.StartsWith(Keyword, StringComparison.Ordinal))?[Keyword.Length..].Trim() ?? file;
}
