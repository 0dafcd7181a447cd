using System.Text.Json;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>A run of the suite that never happened, as a value; <see cref="Write"/> makes its folder.</summary>
internal sealed record RunFixture
{
    public required RunResult Result { get; init; }

    public IReadOnlyList<SimulatedLoad> Loads { get; init; } = [];

    public IReadOnlyDictionary<string, string> Features { get; init; } = FeatureFiles.All;

    /// <summary>Files of queries, by name.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; init; } = new Dictionary<string, string>();

    public string Write(string reports)
    {
        var folder = Path.Combine(reports, Result.Run.Id);
        Directory.CreateDirectory(folder);
        var queries = Queries.Select(query => (Path.Combine("queries", query.Key + ".sql"), query.Value));
        foreach (var (path, text) in Features.Select(feature => (Path.Combine("features", feature.Key), feature.Value)).Concat(queries))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.WriteAllText(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(Result, ResultsJson.Document));
        File.WriteAllLines(
            Path.Combine(folder, "journal.ndjson"),
            Loads.SelectMany(load => load.Journal).Select(line => JsonSerializer.Serialize(line, ResultsJson.Line)));
        File.WriteAllLines(
            Path.Combine(folder, "series.ndjson"),
            Loads.SelectMany(load => load.Series).Select(line => JsonSerializer.Serialize(line, ResultsJson.Line)));
        return folder;
    }

    public RunFixture With(Func<ScenarioResult, ScenarioResult> change) =>
        this with { Result = Result with { Scenarios = [.. Result.Scenarios.Select(change)] } };

    public RunFixture In(
        RunState state) => this with { Result = Result with { Run = Result.Run with { State = state,
            EndedAt = state == RunState.Running ? null : Result.Run.EndedAt } } };
}
