using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>All runs of a reports folder, and what they come to.</summary>
public sealed record History
{
    public required IReadOnlyList<RunEntry> Runs { get; init; }

    public required IReadOnlyList<ScenarioHistory> Scenarios { get; init; }

    public required DateTimeOffset RenderedAt { get; init; }

    public static History Of(IReadOnlyList<RunEntry> runs, DateTimeOffset now)
    {
        var results = runs.SelectMany(run => run.Done.Select(scenario => (run, scenario))).ToList();
        return new()
        {
            Runs = runs,
            RenderedAt = now,
            Scenarios = [.. results.GroupBy(result => result.scenario.Id).Select(group => ScenarioHistory.Of(group.Key, [.. group]))
                .OrderBy(scenario => scenario.Newest.FeatureUri, StringComparer.Ordinal)
                .ThenBy(scenario => scenario.Newest.Scenario, StringComparer.Ordinal)],
        };
    }
}

/// <summary>One scenario through all runs.</summary>
/// <param name="Id">The same in every run.</param>
/// <param name="Newest">Its newest result of any kind, for its name.</param>
/// <param name="Acceptance">Its newest result that is evidence, and the run it belongs to; null where there is none.</param>
/// <param name="Trends">Figures over time, never of rehearsals and acceptance runs together.</param>
public sealed record ScenarioHistory(
    string Id, ScenarioResult Newest, (RunEntry Run, ScenarioResult Result)? Acceptance, IReadOnlyList<Trend> Trends)
{
    public static ScenarioHistory Of(string id, IReadOnlyList<(RunEntry Run, ScenarioResult Scenario)> newestFirst)
    {
        var acceptance = newestFirst.FirstOrDefault(result =>
            result.Scenario is { Evidence: EvidenceKind.Acceptance, Verdict: not ScenarioVerdict.NotRun });
        return new(id, newestFirst[0].Scenario, acceptance.Run is null ? null : acceptance, Trend.Of(newestFirst));
    }
}
