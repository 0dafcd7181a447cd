namespace SparkLoad.LivingDoc.Model;

/// <summary>A feature file as it was written.</summary>
public sealed record FeatureText
{
    public required string Uri { get; init; }

    public required string Keyword { get; init; }

    public required string Name { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<ScenarioText> Scenarios { get; init; } = [];
}

/// <summary>A rule and what it says, in Markdown.</summary>
public sealed record RuleText(string Keyword, string Name, string? Description);

/// <summary>A scenario or an outline, with the steps of the backgrounds that run before it.</summary>
public sealed record ScenarioText
{
    public required string Keyword { get; init; }

    public required string Name { get; init; }

    /// <summary>Where it begins in its file, or where its example row stands, from 1.</summary>
    public int Line { get; init; }

    public string? Description { get; init; }

    public RuleText? Rule { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Keyword of the background, where there is one.</summary>
    public string? BackgroundKeyword { get; init; }

    public IReadOnlyList<StepText> Background { get; init; } = [];

    public required IReadOnlyList<StepText> Steps { get; init; }

    /// <summary>Of an outline; empty for any other scenario, and for an outline whose row has been filled in.</summary>
    public IReadOnlyList<ExampleRow> Examples { get; init; } = [];

    /// <summary>The outline with the values of one of its rows in place of its placeholders.</summary>
    public ScenarioText With(ExampleRow row) => this with
    {
        Name = row.In(Name),
        Line = row.Line,
        Steps = [.. Steps.Select(step => step with
        {
            Text = row.In(step.Text),
            Table = step.Table is null ? null : [.. step.Table.Select(cells => (IReadOnlyList<string>)[.. cells.Select(row.In)])],
            DocString = step.DocString is null ? null : row.In(step.DocString),
        })],
        Examples = [],
    };
}

/// <summary>A row of an outline's examples.</summary>
/// <param name="Line">Where it stands in its file, from 1.</param>
/// <param name="Values">What stands for each placeholder, by its name without <c>&lt;&gt;</c>.</param>
public sealed record ExampleRow(int Line, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>A text of the outline with the row's values, put in as Gherkin does: one header after the other.</summary>
    public string In(string text) =>
        Values.Aggregate(text, (filled, value) => filled.Replace($"<{value.Key}>", value.Value, StringComparison.Ordinal));
}

/// <summary>One step with what hangs below it.</summary>
public sealed record StepText(string Keyword, string Text, IReadOnlyList<IReadOnlyList<string>>? Table, string? DocString);
