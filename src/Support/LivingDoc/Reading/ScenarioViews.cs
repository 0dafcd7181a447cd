using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Brings together what the results, the feature files and the line files say of each scenario.</summary>
internal static class ScenarioViews
{
    public static IReadOnlyList<ScenarioView> Of(
        IReadOnlyList<ScenarioResult> scenarios, Func<string, FeatureText?> features, LoadRecords records, RunFiles files)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. InReadingOrder(scenarios).Select((scenario, number) =>
        {
            var feature = features(scenario.FeatureUri);
            return new ScenarioView
            {
                Result = scenario,
                Number = number,
                Anchor = Unique(Plain.Slug(scenario.Id), taken),
                Feature = feature,
                Text = feature is null ? null : Find(feature, scenario),
                Timelines = records.Timelines(scenario),
                Profiles = [.. files.Profiles.Where(profile => profile[(profile.LastIndexOf('/') + 1)..].Split('.')[0] == scenario.Id)],
            };
        })];
    }

    /// <summary>As they were carried, but a feature of which nothing was run tells least and comes last.</summary>
    private static IEnumerable<ScenarioResult> InReadingOrder(IReadOnlyList<ScenarioResult> scenarios)
    {
        var ran = scenarios.Where(scenario => scenario.Verdict != ScenarioVerdict.NotRun).Select(scenario => scenario.FeatureUri).ToHashSet(StringComparer.Ordinal);
        return scenarios.OrderBy(scenario => ran.Contains(scenario.FeatureUri) ? 0 : 1);
    }

    private static ScenarioText? Find(FeatureText feature, ScenarioResult scenario)
    {
        var candidates = feature.Scenarios.Where(text => scenario.Rule is null || text.Rule?.Name == scenario.Rule).ToList();
        return candidates.Find(text => scenario.Line is { } line && text.Lines.Contains(line))
            ?? candidates.Find(text => text.Name == scenario.Scenario)
            ?? candidates.Find(text => text.IsOutline && Covers(text.Name, scenario.Scenario));
    }

    // An outline's name may hold places for values, and the scenario's name then holds the values.
    private static bool Covers(string outline, string name)
    {
        var position = 0;
        foreach (var part in OutlineName.Parts(outline))
        {
            var found = name.IndexOf(part, position, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            position = found + part.Length;
        }

        return true;
    }

    private static string Unique(string slug, HashSet<string> taken)
    {
        var name = slug.Length == 0 ? "scenario" : slug;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = $"{slug}-{number}";
        }

        return name;
    }
}
