using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Brings together what the results, the feature files and the line files say of each scenario.</summary>
internal static class ScenarioViews
{
    private const int MostQueries = 20;

    public static IReadOnlyList<ScenarioView> Of(
        IReadOnlyList<ScenarioResult> scenarios,
        Func<string, FeatureText?> features,
        Func<string, AskedText?> queries,
        LoadRecords records,
        FilesOfRun files)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. InReadingOrder(scenarios).Select((scenario, number) =>
        {
            var feature = features(scenario.FeatureUri);
            return new ScenarioView
            {
                Result = scenario,
                Number = number,
                Anchor = Unique(Slug.Of(scenario.Id), taken),
                Feature = feature,
                Text = feature is null ? null : Find(feature, scenario),
                Queries =
                [
                    .. scenario.Loads.SelectMany(load => load.Queries).Select(query => query.Name).Distinct().Take(MostQueries)
                        .Select(queries).OfType<AskedText>(),
                ],
                Timelines = records.Timelines(scenario),
                Profiles = [.. files.Profiles.Where(profile => profile[(profile.LastIndexOf('/') + 1)..].Split('.')[0] == scenario.Id)],
            };
        })];
    }

    /// <summary>In the order in which they ran, but a feature of which nothing was run tells least and comes last.</summary>
    private static IEnumerable<ScenarioResult> InReadingOrder(IReadOnlyList<ScenarioResult> scenarios)
    {
        var ran = scenarios.Where(scenario => scenario.Verdict != ScenarioVerdict.NotRun).Select(scenario => scenario.FeatureUri)
            .ToHashSet(StringComparer.Ordinal);
        return scenarios.OrderBy(scenario => ran.Contains(scenario.FeatureUri) ? 0 : 1);
    }

    private static ScenarioText? Find(FeatureText feature, ScenarioResult scenario)
    {
        var candidates = feature.Scenarios.Where(text => scenario.Rule is null || text.Rule?.Name == scenario.Rule)
            .SelectMany(text => text.Examples.Select(row => (Text: text, Row: (ExampleRow?)row)).DefaultIfEmpty((text, null))).ToList();
        var (found, row) = candidates.Find(one => (one.Row?.Line ?? one.Text.Line) == scenario.Line) is { Text: not null } atLine ? atLine
            : candidates.Find(one => (one.Row?.In(one.Text.Name) ?? one.Text.Name) == scenario.Scenario) is { Text: not null } named ? named
            : candidates.Find(one => one.Text.Name == scenario.Scenario && (one.Row is null || Tells(scenario.Example, one.Row)));
        return row is null ? found : found.With(row);
    }

    // Older results have an outline's name as written, and its row apart.
    private static bool Tells(string? example, ExampleRow row) =>
        example is not null && row.Values.All(value => example.Contains(value.Value, StringComparison.Ordinal));

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
