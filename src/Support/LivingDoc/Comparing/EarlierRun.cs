using SparkLoad.LivingDoc.Model;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Comparing;

/// <summary>A scenario's result compared with that of an earlier run.</summary>
public sealed record EarlierRun
{
    /// <summary>What the earlier run is to this one: <see cref="Sides.PreviousRun"/>, <see cref="Sides.Baseline"/>.</summary>
    public required string Name { get; init; }

    public required RunInfo Run { get; init; }

    public required ScenarioResult Reference { get; init; }

    /// <summary>Name of its folder among the reports; null where it is no longer there.</summary>
    public string? Folder { get; init; }

    /// <summary>Why the two must not be compared; null where they are.</summary>
    public string? Obstacle { get; init; }

    public IReadOnlyList<ComparisonResult> Comparisons { get; init; } = [];

    /// <summary>
    /// Figures of criteria that no interval belongs to, this run's and the earlier one's: they are shown and not compared.
    /// </summary>
    public IReadOnlyList<(CriterionResult Subject, CriterionResult Reference)> Others { get; init; } = [];

    /// <summary>The previous run and the baseline, as far as there are any.</summary>
    /// <param name="run">The run that is judged.</param>
    /// <param name="scenario">The scenario in it.</param>
    /// <param name="earlier">Runs, the newest first; no more are asked for than it takes to find one.</param>
    /// <param name="reports">The reports folder.</param>
    public static IReadOnlyList<EarlierRun> All(
        RunInfo run, ScenarioResult scenario, IEnumerable<RunEntry> earlier, string reports) =>
        ResultComparison.IsPossible(scenario)
            ? [.. new[] { Previous(run, scenario, earlier), Baseline(run, scenario, reports) }.OfType<EarlierRun>()]
            : [];

    // The newest one that can be compared, or else the newest one and why it cannot.
    private static EarlierRun? Previous(RunInfo run, ScenarioResult scenario, IEnumerable<RunEntry> earlier)
    {
        EarlierRun? newest = null;
        foreach (var entry in earlier)
        {
            if (entry.Result?.Run.StartedAt < run.StartedAt
                && entry.Done.FirstOrDefault(known => known.Id == scenario.Id) is { Verdict: not ScenarioVerdict.NotRun } reference
                && reference.Evidence == scenario.Evidence)
            {
                var found = Of(Sides.PreviousRun, run, scenario, entry.Result.Run, reference) with { Folder = entry.Name };
                newest ??= found;
                if (found.Obstacle is null)
                {
                    return found;
                }
            }
        }

        return newest;
    }

    // Where the scenario does not compare itself with it, and it was there when the run began.
    private static EarlierRun? Baseline(RunInfo run, ScenarioResult scenario, string reports) =>
        !scenario.Comparisons.Any(made => made.Reference == Sides.Baseline)
        && SavedBaseline.Find(reports, run.Machine.Id, scenario) is { } saved
        && saved.Run.StartedAt < run.StartedAt
        && saved.Scenarios.FirstOrDefault(known => known.Id == scenario.Id) is { } reference
            ? Of(Sides.Baseline, run, scenario, saved.Run, reference)
            : null;

    private static EarlierRun Of(string name, RunInfo run, ScenarioResult scenario, RunInfo earlier, ScenarioResult reference)
    {
        var made = new EarlierRun
        {
            Name = name,
            Run = earlier,
            Reference = reference,
            Obstacle = ResultComparison.Obstacle((run.Machine, scenario), (earlier.Machine, reference)),
        };
        return made.Obstacle is not null ? made : made with
        {
            Comparisons = ResultComparison.Of(scenario, reference, name),
            Others =
            [
                .. from row in scenario.Criteria
                   where row.Unit != "times" && !scenario.Loads.Any(load => load.Figures.Any(figure => figure.Key == row.Key))
                   from before in reference.Criteria
                   where (before.Key, before.Load, before.Measure) == (row.Key, row.Load, row.Measure)
                   select (row, before),
            ],
        };
    }
}
