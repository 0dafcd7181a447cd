using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The feature files as the newest run of each left them.</summary>
/// <param name="reports">Full path of the reports folder.</param>
/// <param name="newestFirst">Its runs.</param>
internal sealed class CurrentFeatures(string reports, IReadOnlyList<RunEntry> newestFirst)
{
    private readonly Dictionary<string, HashSet<string>?> _names = [];

    /// <summary>Whether the scenario is still in its file; one whose file is nowhere to be found is believed to be.</summary>
    public bool Hold(ScenarioResult scenario)
    {
        if (!_names.TryGetValue(scenario.FeatureUri, out var known))
        {
            known = newestFirst.Where(run => run.Result?.Scenarios.Any(one => one.FeatureUri == scenario.FeatureUri) == true)
                .Select(run => RunReader.FeatureOf(Path.Combine(reports, run.Name), scenario.FeatureUri))
                .FirstOrDefault(feature => feature is not null)?.Scenarios.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
            _names[scenario.FeatureUri] = known;
        }

        return known?.Contains(scenario.Scenario) ?? true;
    }

    // Older results have an outline's name as written.
    private static IEnumerable<string> Names(ScenarioText text) => text.Examples.Select(row => row.In(text.Name)).Prepend(text.Name);
}
