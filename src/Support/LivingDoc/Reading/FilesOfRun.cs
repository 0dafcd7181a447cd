using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>What lies in a run's folder alongside the page.</summary>
/// <param name="Raw">Data files that a reader may open.</param>
/// <param name="Profiles">Profiles, by their path in the folder with forward slashes.</param>
internal sealed record FilesOfRun(IReadOnlyList<string> Raw, IReadOnlyList<string> Profiles)
{
    private const int MostListed = 200;

    private static readonly string[] Known = [RunFiles.Results, RunFiles.Summary, RunFiles.CucumberReport, RunFiles.Messages, RunFiles
        .Journal, RunFiles.Series];

    private static readonly string[] ProfileEndings = [".nettrace", ".speedscope.json", ".speedscope", ".flamegraph.svg"];

    public static FilesOfRun Of(string folder) => new(
        // The summary is written together with the page that lists it.
        [.. Known.Where(file => file == RunFiles.Summary || File.Exists(Path.Combine(folder, file)))],
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => ProfileEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .Take(MostListed)]);
}
