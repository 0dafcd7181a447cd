using SparkLoad.LivingDoc.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>All runs of a reports folder, and what they come to.</summary>
public sealed record History
{
    public required IReadOnlyList<RunEntry> Runs { get; init; }

    /// <summary>Those that the feature files hold.</summary>
    public required IReadOnlyList<ScenarioHistory> Scenarios { get; init; }

    /// <summary>Those that have results and are no longer in their feature file: renamed or removed.</summary>
    public required IReadOnlyList<ScenarioHistory> Former { get; init; }

    /// <summary>The newest runs and those before them, the newest first.</summary>
    public IReadOnlyList<ComparedRun> Compared { get; init; } = [];

    public required DateTimeOffset RenderedAt { get; init; }

    /// <param name="runs">The newest first.</param>
    /// <param name="isCurrent">Whether a scenario is still in its feature file.</param>
    /// <param name="now">When this is asked.</param>
    public static History Of(IReadOnlyList<RunEntry> runs, Func<ScenarioResult, bool> isCurrent, DateTimeOffset now)
    {
        var scenarios = runs.SelectMany(run => run.Done.Select(scenario => (run, scenario)))
            .GroupBy(result => result.scenario.Id).Select(group => ScenarioHistory.Of(group.Key, [.. group]))
            .OrderBy(scenario => scenario.Newest.FeatureUri, StringComparer.Ordinal)
            .ThenBy(scenario => scenario.Newest.Scenario, StringComparer.Ordinal)
            .ToLookup(scenario => isCurrent(scenario.Newest));
        return new()
        {
            Runs = runs,
            RenderedAt = now,
            Scenarios = [.. scenarios[true]],
            Former = [.. scenarios[false]],
        };
    }
}

/// <summary>A run whose scenarios are compared with those of earlier runs.</summary>
public sealed record ComparedRun(RunEntry Run, IReadOnlyList<(ScenarioResult Scenario, IReadOnlyList<EarlierRun> Earlier)> Scenarios)
{
    private const int MostCompared = 10;

    public static IReadOnlyList<ComparedRun> Of(IReadOnlyList<RunEntry> newestFirst, string reports)
    {
        var compared = new List<ComparedRun>();
        foreach (var run in newestFirst.Where(run => run.Done.Any()).Take(MostCompared))
        {
            var scenarios = new List<(ScenarioResult, IReadOnlyList<EarlierRun>)>();
            foreach (var scenario in run.Done)
            {
                scenarios.Add((scenario, EarlierRun.All(run.Result!.Run, scenario, newestFirst, reports)));
            }

            compared.Add(new(run, [.. scenarios.Where(scenario => scenario.Item2.Count > 0)]));
        }

        return [.. compared.Where(run => run.Scenarios.Count > 0)];
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
