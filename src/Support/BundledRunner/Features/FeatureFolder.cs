namespace SparkLoad.BundledRunner.Features;

/// <summary>All features of a folder, in the order of their paths, and what could not be read.</summary>
/// <param name="Problems">A sentence each; with any, no scenario can be trusted to be what was written.</param>
internal sealed record FeatureFolder(IReadOnlyList<Feature> Features, IReadOnlyList<string> Problems)
{
    /// <param name="folder">Searched with all folders below it.</param>
    /// <param name="folderPath">What features say of that folder, relative to the project.</param>
    /// <param name="reader">Reads each file.</param>
    public static FeatureFolder Read(string folder, string folderPath, FeatureReader reader)
    {
        var features = new List<Feature>();
        var problems = new List<string>();
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.feature", SearchOption.AllDirectories) : [];
        foreach (var path in files.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal))
        {
            try
            {
                var below = path.LastIndexOf('/') is var slash and >= 0 ? $"/{path[..slash]}" : string.Empty;
                if (reader.Read($"features/{path}", File.ReadAllText(Path.Combine(folder, path)), folderPath.TrimEnd('/') + below) is { } feature)
                {
                    features.Add(feature);
                }
            }
            catch (Exception error) when (error is FeatureFormatException or IOException or UnauthorizedAccessException)
            {
                problems.Add(error.Message);
            }
        }

        if (problems.Count == 0 && !features.Exists(feature => feature.Scenarios.Count > 0))
        {
            problems.Add($"There is no scenario in {folder}: add a .feature file to the folder features of the repository.");
        }

        return new FeatureFolder(features, problems);
    }
}
