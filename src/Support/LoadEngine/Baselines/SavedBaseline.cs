using System.Globalization;
using System.Text.Json;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Results.Files;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>Saves a run as the baseline of the machine that it ran on.</summary>
public static class SavedBaseline
{
    /// <summary>
    /// Copies each scenario of the run that ran its load to the end to <c>baselines</c> in the reports folder, in place of an earlier
    /// baseline of the same scenario, machine and evidence. Others stay as they are.
    /// </summary>
    /// <param name="runFolder">A run's folder, one below the reports folder.</param>
    /// <returns>A line for each scenario: saved, or why not.</returns>
    /// <exception cref="BaselineException">The run is not over, cannot be read, or has no scenario to save.</exception>
    public static IReadOnlyList<string> Save(string runFolder)
    {
        var results = BaselineFiles.Results(runFolder);
        if (results.Run.State == RunState.Running)
        {
            throw new BaselineException($"The run {results.Run.Id} is still under way; save it when it is over.");
        }

        var reports = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(runFolder)))!;
        var refused = results.Scenarios.ToDictionary(scenario => scenario, RunDifference.Unfit);
        if (refused.Values.All(why => why is not null))
        {
            throw new BaselineException(refused.Count == 0
                ? $"The run {results.Run.Id} has no scenario, so nothing could be compared with it."
                : $"No scenario of the run {results.Run.Id} can be a baseline: "
                    + $"{string.Join("; ", refused.Select(pair => $"{pair.Key.Scenario}: {pair.Value}"))}.");
        }

        return [.. refused.Select(pair => pair.Value is { } why ? $"not saved: {Name(pair.Key)}: "
            + $"{why}" : Save(pair.Key, results, runFolder, reports))];
    }

    /// <summary>The run that was saved for a scenario, with that scenario alone; null where none was, or it cannot be read.</summary>
    /// <param name="reports">The reports folder.</param>
    /// <param name="machine">Id of the machine that sent the load.</param>
    /// <param name="scenario">The scenario.</param>
    public static RunResult? Find(string reports, string machine, ScenarioResult scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var place = BaselinePlace.Of(reports, machine, scenario.Evidence, scenario.Id);
        try
        {
            return Directory.Exists(place) ? BaselineFiles.Results(place) : null;
        }
        catch (BaselineException)
        {
            return null;
        }
    }

    private static string Save(ScenarioResult scenario, RunResult results, string runFolder, string reports)
    {
        var place = BaselinePlace.Of(reports, results.Run.Machine.Id, scenario.Evidence, scenario.Id);
        try
        {
            Directory.CreateDirectory(place);
            AtomicFile.WriteLines(
                Path.Combine(place, RunFiles.Journal),
                BaselineFiles.Journal(runFolder, scenario.Id).Select(line => JsonSerializer.Serialize(line, ResultsJson.Line)));
            ResultsFile.Write(place, results with { Scenarios = [scenario] });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BaselineException($"The baseline cannot be written to \"{place}\" ({e.Message}).", e);
        }

        var (failed, planned) = (scenario.Loads.Sum(load => load.Unsuccessful), scenario.Loads.Sum(load => load.Planned));
        var saved = $"saved: {Name(scenario)} ({scenario.EvidenceNote})";
        return failed == 0
            ? saved
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{saved}; {failed:#,0} of its {planned:#,0} queries failed, so no later run can be told slower than it, or the same");
    }

    private static string Name(ScenarioResult scenario) =>
        scenario.Example is null ? scenario.Scenario : $"{scenario.Scenario} ({scenario.Example})";
}
