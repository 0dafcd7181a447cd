using System.Text.Json;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>Reads what a run left behind, and says so where it cannot be read.</summary>
internal static class BaselineFiles
{
    /// <exception cref="BaselineException">There are no readable results.</exception>
    public static RunResult Results(string folder)
    {
        var path = Path.Combine(folder, RunFiles.Results);
        if (!File.Exists(path))
        {
            throw new BaselineException($"The folder \"{folder}\" holds no {RunFiles.Results}. Name the folder of a run, one below the reports folder.");
        }

        try
        {
            var results = JsonSerializer.Deserialize<RunResult>(File.ReadAllText(path), ResultsJson.Document);
            return results is { SchemaVersion: 1, Run: not null }
                ? results
                : throw new BaselineException($"\"{path}\" is not of schemaVersion 1, which this suite reads; save a run of this suite as the baseline.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new BaselineException($"\"{path}\" cannot be read as results ({e.Message}).", e);
        }
    }

    /// <summary>The queries of one scenario, the warm-up left out; lines that cannot be read are left out too.</summary>
    /// <exception cref="BaselineException">There is no journal.</exception>
    public static IEnumerable<(string Text, JournalLine Line)> Journal(string folder, string scenario)
    {
        var path = Path.Combine(folder, RunFiles.Journal);
        return File.Exists(path)
            ? JournalFile.Lines(path).Where(entry => entry.Line.Scenario == scenario && !entry.Line.Warmup)
            : throw new BaselineException($"The folder \"{folder}\" holds no {RunFiles.Journal}, so its queries are not known; save another run as the baseline.");
    }
}
