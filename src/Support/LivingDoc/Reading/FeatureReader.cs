using Gherkin;
using Gherkin.Ast;
using SparkLoad.LivingDoc.Model;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Reads a feature file for showing it, keywords in the language it is written in.</summary>
internal static class FeatureReader
{
    /// <returns>Null where the text is not Gherkin; the page then shows what the results say.</returns>
    public static FeatureText? Read(string uri, string text)
    {
        try
        {
            using var reader = new StringReader(text);
            return new Parser().Parse(reader).Feature is { } feature ? Convert(uri, feature) : null;
        }
        catch (ParserException)
        {
            return null;
        }
    }

    private static FeatureText Convert(string uri, Feature feature)
    {
        var scenarios = new List<ScenarioText>();
        Collect(feature.Children, null, null, scenarios);
        return new()
        {
            Uri = uri,
            Keyword = feature.Keyword,
            Name = feature.Name,
            Description = feature.Description,
            Tags = Names(feature.Tags),
            Scenarios = scenarios,
        };
    }

    private static void Collect(IEnumerable<IHasLocation> children, RuleText? rule, Background? above, List<ScenarioText> found)
    {
        var background = above;
        foreach (var child in children)
        {
            switch (child)
            {
                case Background own:
                    background = above is null
                        ? own
                        : new(own.Location, own.Keyword, own.Name, own.Description, [.. above.Steps, .. own.Steps]);
                    break;
                case Rule inner:
                    Collect(inner.Children, new(inner.Keyword, inner.Name, inner.Description), background, found);
                    break;
                case Scenario scenario:
                    found.Add(Convert(scenario, rule, background));
                    break;
            }
        }
    }

    private static ScenarioText Convert(Scenario scenario, RuleText? rule, Background? background) => new()
    {
        Keyword = scenario.Keyword,
        Name = scenario.Name,
        Line = scenario.Location.Line,
        Description = scenario.Description,
        Rule = rule,
        Tags = Names(scenario.Tags),
        BackgroundKeyword = background?.Keyword,
        Background = [.. (background?.Steps ?? []).Select(Convert)],
        Steps = [.. scenario.Steps.Select(Convert)],
        Examples = [.. from examples in scenario.Examples
                       where examples.TableHeader is not null
                       from row in examples.TableBody
                       select new ExampleRow(row.Location.Line, [.. Cells(examples.TableHeader).Zip(Cells(row), KeyValuePair.Create)])],
    };

    private static StepText Convert(Step step) => new(
        step.Keyword,
        step.Text,
        step.Argument is DataTable table ? [.. table.Rows.Select(Cells)] : null,
        (step.Argument as DocString)?.Content);

    private static IReadOnlyList<string> Cells(TableRow row) => [.. row.Cells.Select(cell => cell.Value)];

    private static IReadOnlyList<string> Names(IEnumerable<Tag> tags) => [.. tags.Select(tag => tag.Name.TrimStart('@'))];
}
