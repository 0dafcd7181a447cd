using SparkLoad.LivingDoc.Comparing;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Files;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Reads the folder of a run for its page. Reading it again while the run goes on costs only what is new.</summary>
internal sealed class RunReader(string path)
{
    private const long LargestJournal = 256L * 1024 * 1024;
    private const long LargestText = 1024 * 1024;

    private readonly LineReader<JournalLine> _journal = new(Path.Combine(path, RunFiles.Journal));
    private readonly LineReader<SeriesLine> _series = new(Path.Combine(path, RunFiles.Series));
    private readonly LoadRecords _records = new();
    private readonly Dictionary<string, FeatureText?> _features = [];
    private readonly Dictionary<string, AskedText?> _queries = [];
    private readonly EarlierRuns _earlier = new(path);

    public string FullPath { get; } = Path.GetFullPath(path);

    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public Run Read(DateTimeOffset now)
    {
        var results = ResultsFile.Read(FullPath);
        var damages = new List<string>();
        ReadLines(damages);
        var files = FilesOfRun.Of(FullPath);
        return _earlier.Compare(new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(FullPath)),
            Info = results.Run,
            Scenarios = ScenarioViews.Of(
                [.. results.Scenarios.Where(scenario => !IsUnderWay(results, scenario))], ReadFeature, ReadQuery, _records, files),
            Live = [.. results.Scenarios.Where(scenario => IsUnderWay(results, scenario)).Select(_records.Live)],
            Files = files.Raw,
            Damages = damages,
            RenderedAt = now,
        });
    }

    private static bool IsUnderWay(RunResult results, ScenarioResult scenario) =>
        results.Run.State == RunState.Running && scenario.EndedAt is null;

    private void ReadLines(List<string> damages)
    {
        var journalFile = new FileInfo(Path.Combine(FullPath, RunFiles.Journal));
        if (journalFile is { Exists: true, Length: > LargestJournal })
        {
            _records.DropQueries();
            damages.Add($"The journal is large ({Figures.Bytes(journalFile.Length)}), so the charts are drawn from the one-second series.");
        }
        else
        {
            _journal.ReadNew(_records.Add);
        }

        _series.ReadNew(_records.Add);
        Report(damages, RunFiles.Journal, _journal.Damaged);
        Report(damages, RunFiles.Series, _series.Damaged);
    }

    private static void Report(List<string> damages, string file, int lines)
    {
        if (lines > 0)
        {
            damages.Add(
                $"{Figures.Plural(lines, "line")} of {file} could not be read and {(lines == 1 ? "is" : "are")} not in the charts.");
        }
    }

    private FeatureText? ReadFeature(string uri)
    {
        if (!_features.TryGetValue(uri, out var feature))
        {
            feature = FeatureOf(FullPath, uri);
            _features[uri] = feature;
        }

        return feature;
    }

    /// <summary>A feature as a run's folder holds it; null where it does not, or it is not Gherkin.</summary>
    /// <param name="run">Full path of the run's folder.</param>
    /// <param name="uri">Comes from a file: it must not lead out of the run's folder.</param>
    public static FeatureText? FeatureOf(string run, string uri) =>
        TextIn(Path.Combine(run, RunFiles.Features), uri) is { } text ? FeatureReader.Read(uri, text) : null;

    private AskedText? ReadQuery(string name)
    {
        // It is copied when its scenario begins, and stays as it is.
        if (!_queries.TryGetValue(name, out var query) || query is null)
        {
            var text = TextIn(Path.Combine(FullPath, RunFiles.Queries), $"{name}.sql");
            _queries[name] = query = text is null ? null : AskedText.Of(name, text);
        }

        return query;
    }

    /// <summary>A file's text; null where the file is not there, is too large, or lies outside of the folder.</summary>
    private static string? TextIn(string folder, string path)
    {
        var below = folder + Path.DirectorySeparatorChar;
        var file = new FileInfo(Path.GetFullPath(Path.Combine(below, path.Replace('\0', '_'))));
        return file.FullName.StartsWith(below, StringComparison.Ordinal) && file is { Exists: true, Length: <= LargestText }
            ? File.ReadAllText(file.FullName)
            : null;
    }
}
