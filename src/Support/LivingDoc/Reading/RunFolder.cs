using System.Text.Json;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The folder of a run. Reading it again while the run goes on costs only what is new.</summary>
internal sealed class RunFolder(string path)
{
    private const long LargestJournal = 256L * 1024 * 1024;
    private const long LargestFeature = 1024 * 1024;

    // A file with null where a value must be is damaged, and is told so before anything is drawn from it.
    private static readonly JsonSerializerOptions Strict = new(ResultsJson.Document) { RespectNullableAnnotations = true };

    private readonly LineFile<JournalLine> journal = new(Path.Combine(path, "journal.ndjson"));
    private readonly LineFile<SeriesLine> series = new(Path.Combine(path, "series.ndjson"));
    private readonly LoadRecords records = new();
    private readonly Dictionary<string, FeatureText?> features = [];

    public string FullPath { get; } = Path.GetFullPath(path);

    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public static async Task<RunResult> ReadResultsAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(path, "results.json");
        if (!File.Exists(file))
        {
            throw new RunFolderException(
                Directory.Exists(path)
                    ? $"The folder '{path}' holds no results.json. Name the folder of a run, one below the reports folder."
                    : $"The folder '{path}' does not exist. Name the folder of a run, one below the reports folder.");
        }

        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, true);
            var result = await JsonSerializer.DeserializeAsync<RunResult>(stream, Strict, cancellationToken);
            return result switch
            {
                null => throw new RunFolderException($"'{file}' is empty."),
                { SchemaVersion: not 1 } => throw new RunFolderException(
                    $"'{file}' has schemaVersion {result.SchemaVersion}; this program reads version 1. Render it with the suite that wrote it."),
                _ => result,
            };
        }
        catch (JsonException error)
        {
            throw new RunFolderException($"'{file}' cannot be read as results: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{file}' cannot be read: {error.Message}", error);
        }
    }

    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task<Run> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var results = await ReadResultsAsync(FullPath, cancellationToken);
        var damages = new List<string>();
        ReadLines(damages);
        var files = RunFiles.Of(FullPath);
        return new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(FullPath)),
            Info = results.Run,
            Scenarios = ScenarioViews.Of([.. results.Scenarios.Where(scenario => !IsUnderWay(results, scenario))], ReadFeature, records, files),
            Live = [.. results.Scenarios.Where(scenario => IsUnderWay(results, scenario)).Select(records.Live)],
            Files = files.Raw,
            Damages = damages,
            RenderedAt = now,
        };
    }

    private static bool IsUnderWay(RunResult results, ScenarioResult scenario) =>
        results.Run.State == RunState.Running && scenario.EndedAt is null;

    private void ReadLines(List<string> damages)
    {
        var journalFile = new FileInfo(Path.Combine(FullPath, "journal.ndjson"));
        if (journalFile is { Exists: true, Length: > LargestJournal })
        {
            records.DropQueries();
            damages.Add($"The journal is large ({Figures.Bytes(journalFile.Length)}), so the charts are drawn from the one-second series.");
        }
        else
        {
            journal.ReadNew(records.Add);
        }

        series.ReadNew(records.Add);
        Report(damages, "journal.ndjson", journal.Damaged);
        Report(damages, "series.ndjson", series.Damaged);
    }

    private static void Report(List<string> damages, string file, int lines)
    {
        if (lines > 0)
        {
            damages.Add($"{Figures.Plural(lines, "line")} of {file} could not be read and {(lines == 1 ? "is" : "are")} not in the charts.");
        }
    }

    private FeatureText? ReadFeature(string uri)
    {
        if (!features.TryGetValue(uri, out var feature))
        {
            feature = TextOf(uri) is { } text ? FeatureReader.Read(uri, text) : null;
            features[uri] = feature;
        }

        return feature;
    }

    // The address comes from a file: it must not lead out of the run's folder.
    private string? TextOf(string uri)
    {
        var folder = Path.Combine(FullPath, "features") + Path.DirectorySeparatorChar;
        var file = new FileInfo(Path.GetFullPath(Path.Combine(folder, uri.Replace('\0', '_'))));
        return file.FullName.StartsWith(folder, StringComparison.Ordinal) && file is { Exists: true, Length: <= LargestFeature }
            ? File.ReadAllText(file.FullName)
            : null;
    }
}
