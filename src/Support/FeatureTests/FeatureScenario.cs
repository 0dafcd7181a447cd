using System.Collections.Specialized;
using System.Globalization;
using Gherkin;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using DataTable = Reqnroll.DataTable;

namespace SparkLoad.FeatureTests;

/// <summary>A scenario or one example row of an outline, with its placeholders filled in.</summary>
/// <param name="Name">What the test is called.</param>
/// <param name="Title">As written, with placeholders.</param>
/// <param name="Tags">Its own and those of its examples.</param>
/// <param name="Values">Header and cell of each column of its example row.</param>
internal sealed record FeatureScenario(
    string Name, string Title, string? Description, string[] Tags, RuleInfo? Rule, FeatureInfo Feature,
    IReadOnlyList<(string Header, string Cell)> Values, IReadOnlyList<FeatureStep> Steps, int PickleIndex)
{
    private string[] InheritedTags => [.. Feature.Tags, .. Rule?.Tags ?? []];

    public string NameWithValues =>
        Values.Count == 0 ? Name : $"{Name} ({string.Join(", ", Values.Select(value => $"{value.Header}: {value.Cell}"))})";

    public bool IsIgnored => TagHelper.ContainsIgnoreTag([.. Tags, .. InheritedTags]);

    public static FeatureScenario Of(Pickle pickle, int index, ScenarioPlace place, GherkinDialect dialect, FeatureInfo feature)
    {
        var row = pickle.AstNodeIds.ElementAtOrDefault(1);
        var examples = place.Scenario.Examples.FirstOrDefault(examples => examples.TableBody.Any(body => body.Id == row));
        var cells = examples?.TableBody.First(body => body.Id == row).Cells ?? [];
        return new(
            pickle.Name,
            place.Scenario.Name,
            place.Scenario.Description,
            [.. Names(place.Scenario.Tags), .. Names(examples?.Tags ?? [])],
            place.Rule is { } rule ? new(rule.Name, rule.Description, [.. Names(rule.Tags)]) : null,
            feature,
            [.. (examples?.TableHeader?.Cells ?? []).Zip(cells, (header, cell) => (header.Value, cell.Value))],
            [.. pickle.Steps.Select(step => new FeatureStep(step, place.KeywordOf(step), dialect))],
            index);
    }

    public static IEnumerable<string> Names(IEnumerable<Tag> tags) => tags.Select(tag => tag.Name.TrimStart('@'));

    /// <summary>A new one for each time that it is run.</summary>
    public ScenarioInfo NewInfo()
    {
        var arguments = new OrderedDictionary();
        foreach (var (header, cell) in Values)
        {
            arguments.Add(header, cell);
        }

        return new(Title, Description, Tags, arguments, InheritedTags, PickleIndex.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A step with its placeholders filled in, and how it is handed to Reqnroll.</summary>
/// <param name="pickle">The step.</param>
/// <param name="keyword">As written, with its trailing blank.</param>
/// <param name="dialect">What keywords mean in the language of the file.</param>
internal sealed class FeatureStep(PickleStep pickle, string keyword, GherkinDialect dialect)
{
    public Task RunAsync(ITestRunner runner)
    {
        var (text, docString, table) = (pickle.Text, pickle.Argument?.DocString?.Content, NewTable());
        // In the order in which Reqnroll's generator decides: * stands among the keywords of every kind and continues the kind before it.
        return dialect.AndStepKeywords.Contains(keyword) ? runner.AndAsync(text, docString, table, keyword)
            : dialect.GivenStepKeywords.Contains(keyword) ? runner.GivenAsync(text, docString, table, keyword)
            : dialect.WhenStepKeywords.Contains(keyword) ? runner.WhenAsync(text, docString, table, keyword)
            : dialect.ThenStepKeywords.Contains(keyword) ? runner.ThenAsync(text, docString, table, keyword)
            : dialect.ButStepKeywords.Contains(keyword) ? runner.ButAsync(text, docString, table, keyword)
            : runner.AndAsync(text, docString, table, keyword);
    }

    /// <summary>A new table each time, because a step definition may change it.</summary>
    private DataTable? NewTable()
    {
        if (pickle.Argument?.DataTable is not { Rows: var rows })
        {
            return null;
        }

        var table = new DataTable([.. rows[0].Cells.Select(cell => cell.Value)]);
        foreach (var row in rows.Skip(1))
        {
            table.AddRow([.. row.Cells.Select(cell => cell.Value)]);
        }

        return table;
    }
}
