using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>
/// Where baselines lie: <c>baselines/&lt;machine&gt;/&lt;evidence&gt;/&lt;scenario&gt;/</c> in the reports folder, each with the
/// <c>results.json</c> and <c>journal.ndjson</c> of that scenario alone, so that a suite that is run in parts has one baseline.
/// </summary>
internal static class BaselinePlace
{
    public const string Folder = "baselines";

    public static string Of(string reports, string machine, EvidenceKind evidence, string scenario) =>
        Path.Combine(reports, Folder, FileName(machine), Words.Of(evidence), FileName(scenario));

    /// <summary>Baselines of the scenario that are there, whatever they are of.</summary>
    public static IEnumerable<string> Others(string reports, string scenario)
    {
        var root = Path.Combine(reports, Folder);
        return !Directory.Exists(root) ? [] : Directory.EnumerateDirectories(root)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(evidence => Path.Combine(evidence, FileName(scenario)))
            .Where(Directory.Exists)
            .Order(StringComparer.Ordinal);
    }

    // The names come from results that anyone may have written.
    private static string FileName(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'))
            .TrimStart('.') is { Length: > 0 } safe
            ? safe
            : "_";
}
