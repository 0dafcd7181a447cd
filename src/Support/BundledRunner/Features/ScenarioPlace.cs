using System.Collections.Specialized;
using Io.Cucumber.Messages.Types;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace SparkLoad.BundledRunner.Features;

/// <summary>A scenario as it stands in its document: with the rule around it and the backgrounds before it.</summary>
internal sealed record ScenarioPlace(GherkinScenario Scenario, Rule? Rule, IReadOnlyList<Background> Backgrounds)
{
    /// <summary>By the identifier of the scenario.</summary>
    public static Dictionary<string, ScenarioPlace> AllOf(Io.Cucumber.Messages.Types.Feature feature)
    {
        var places = new Dictionary<string, ScenarioPlace>();
        List<Background> ofFeature = [.. feature.Children.Select(child => child.Background).OfType<Background>()];
        foreach (var child in feature.Children)
        {
            if (child.Scenario is { } scenario)
            {
                places.Add(scenario.Id, new ScenarioPlace(scenario, null, ofFeature));
            }

            List<Background> ofRule = [.. ofFeature, .. child.Rule?.Children.Select(inner => inner.Background).OfType<Background>() ?? []];
            foreach (var inner in child.Rule?.Children.Select(inner => inner.Scenario).OfType<GherkinScenario>() ?? [])
            {
                places.Add(inner.Id, new ScenarioPlace(inner, child.Rule, ofRule));
            }
        }

        return places;
    }

    public Step Step(string id) => Backgrounds.SelectMany(background => background.Steps).Concat(Scenario.Steps).First(step => step.Id == id);

    /// <summary>The example row with this identifier and the block that it stands in.</summary>
    public (Examples? Examples, TableRow? Row) Row(string? id) =>
        Scenario.Examples
            .SelectMany(examples => examples.TableBody.Select(row => ((Examples?)examples, (TableRow?)row)))
            .FirstOrDefault(found => found.Item2?.Id == id);

    public static OrderedDictionary Arguments(Examples? examples, TableRow? row)
    {
        var arguments = new OrderedDictionary();
        foreach (var (column, cell) in (examples?.TableHeader?.Cells ?? []).Zip(row?.Cells ?? []))
        {
            arguments.Add(column.Value, cell.Value);
        }

        return arguments;
    }
}
