using System.Text.Json;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>A run of the suite that never happened, as a value; <see cref="Write"/> makes its folder.</summary>
internal sealed record RunFixture
{
    public required RunResult Result { get; init; }

    public IReadOnlyList<SimulatedLoad> Loads { get; init; } = [];

    public IReadOnlyDictionary<string, string> Features { get; init; } = FeatureFiles.All;

    public string Write(string reports)
    {
        var folder = Path.Combine(reports, Result.Run.Id);
        Directory.CreateDirectory(folder);
        foreach (var (uri, text) in Features)
        {
            var file = Path.Combine(folder, "features", uri);
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
