using System.Reflection;
using System.Text.RegularExpressions;
using Gherkin;
using Reqnroll.Configuration;
using Reqnroll.Configuration.JsonConfig;

namespace SparkLoad.FeatureTests;

/// <summary>
/// The feature files of a test assembly, read when its tests are built; NUnit runs them in the order of their full names.
/// </summary>
/// <remarks>
/// The assembly names the folder in its metadata: <c>FeatureFolder</c> is the path of the folder that holds <c>features</c>, relative to
/// the assembly, and <c>FeatureFolderVariable</c>, if present, an environment variable whose value takes its place. Files are read where
/// they were written, so one that was deleted or renamed leaves no copy behind that would still be run.
/// </remarks>
/// <param name="Problems">What could not be read, each of which is a failed test.</param>
internal sealed record FeatureFolder(IReadOnlyList<FeatureFile> Files, IReadOnlyList<FeatureProblem> Problems)
{
    private const string Features = "features";

    /// <summary>A file with the ending .Feature is read as well, as it is on Windows and by Reqnroll's generator.</summary>
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = 0, IgnoreInaccessible = false,
    };

    /// <summary>Never throws: an exception while tests are built would leave no test at all.</summary>
    public static FeatureFolder Of(Assembly assembly)
    {
        var beside = Path.GetDirectoryName(assembly.Location)!;
        var variable = Metadata("FeatureFolderVariable");
        var set = variable is null ? null : Environment.GetEnvironmentVariable(variable)?.Trim();
        var folder = Path.GetFullPath(
            Path.Combine(string.IsNullOrEmpty(set) ? Path.Combine(beside, Metadata("FeatureFolder") ?? ".") : set, Features));
        try
        {
            var read = Read(folder, LanguageIn(Path.Combine(beside, "reqnroll.json")));
            if (read.Problems.Count > 0 || read.Files.Any(file => file.Scenarios.Count > 0))
            {
                return read;
            }

            var where = string.IsNullOrEmpty(set) ? folder : $"{folder}, where {variable} leads";
            return read with
            {
                Problems = [new(Features, $"There is no scenario in {where}: write one into a file with the ending .feature there.", [])],
            };
        }
        catch (Exception e)
        {
            return new([], [new(folder, $"The feature files in {folder} cannot be read: {e.Message}", [])]);
        }

        string? Metadata(string key) =>
            assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == key)?.Value;
    }

    /// <summary>Of files that name none. It stands in Reqnroll's settings, of which only the generator minds it.</summary>
    private static string LanguageIn(string settings)
    {
        var configuration = ConfigurationLoader.GetDefault();
        return (File.Exists(settings) ? new JsonConfigurationLoader().LoadJson(configuration, File.ReadAllText(settings)) : configuration)
            .FeatureLanguage
            .Name;
    }

    private static FeatureFolder Read(string folder, string language)
    {
        var files = new List<FeatureFile>();
        var problems = new List<FeatureProblem>();
        var found = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.feature", Everywhere) : [];
        foreach (var path in found.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal))
        {
            var (uri, text) = ($"{Features}/{path}", "");
            try
            {
                text = File.ReadAllText(Path.Combine(folder, path));
                if (FeatureFile.Read(uri, text, language) is { } file)
                {
                    files.Add(file);
                }
            }
            catch (Exception e)
            {
                problems.Add(FeatureProblem.Of(uri, text, e));
            }
        }

        return new(files, problems);
    }
}

/// <summary>Why a feature file cannot be run.</summary>
/// <param name="Uri">The file, as <c>features/sustained.feature</c>.</param>
/// <param name="Message">File, line and what is wrong, a line each.</param>
/// <param name="Tags">Every tag in the text: whatever filter would have selected one of its scenarios also selects the failed test.</param>
internal sealed partial record FeatureProblem(string Uri, string Message, IReadOnlyList<string> Tags)
{
    public static FeatureProblem Of(string uri, string text, Exception error)
    {
        IEnumerable<Exception> errors = error is CompositeParserException { Errors: var several } ? several : [error];
        // Gherkin's own messages begin with the place, as (3:1).
        return new(
            uri,
            string.Join(Environment.NewLine, errors.Select(single => $"{uri} cannot be read: {single.Message}")),
            [.. text.Split('\n').Where(line => line.TrimStart().StartsWith('@')).SelectMany(line => Tag().Matches(line))
                .Select(tag => tag.Value)
                .Distinct()]);
    }

    [GeneratedRegex(@"(?<=@)[^\s@#]+")]
    private static partial Regex Tag();
}
