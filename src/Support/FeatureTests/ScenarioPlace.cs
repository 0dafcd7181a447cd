using Io.Cucumber.Messages.Types;

namespace SparkLoad.FeatureTests;

/// <summary>A scenario as it stands in its file.</summary>
/// <param name="Rule">The rule around it; null where there is none.</param>
/// <param name="Background">The steps of the backgrounds before it.</param>
internal sealed record ScenarioPlace(Scenario Scenario, Rule? Rule, IReadOnlyList<Step> Background)
{
    public static IEnumerable<ScenarioPlace> AllOf(Feature feature)
    {
        Step[] background = [.. feature.Children.SelectMany(child => child.Background?.Steps ?? [])];
        foreach (var child in feature.Children)
        {
            if (child.Scenario is { } scenario)
            {
                yield return new(scenario, null, background);
            }

            Step[] ofRule = [.. background, .. child.Rule?.Children.SelectMany(inner => inner.Background?.Steps ?? []) ?? []];
            foreach (var inner in child.Rule?.Children.Select(inner => inner.Scenario).OfType<Scenario>() ?? [])
            {
                yield return new(inner, child.Rule, ofRule);
            }
        }
    }

    public string KeywordOf(PickleStep step) =>
        Background.Concat(Scenario.Steps).First(written => written.Id == step.AstNodeIds[0]).Keyword;
}
