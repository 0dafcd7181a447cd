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

    /// <summary>Where it begins in its file and where its example rows stand, from 1.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    public string? Description { get; init; }

    public RuleText? Rule { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Keyword of the background, where there is one.</summary>
    public string? BackgroundKeyword { get; init; }

    public IReadOnlyList<StepText> Background { get; init; } = [];

    public required IReadOnlyList<StepText> Steps { get; init; }

    /// <summary>Tables of an outline's examples, header first.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Examples { get; init; } = [];

    public bool IsOutline => Examples.Count > 0;
}

/// <summary>One step with what hangs below it.</summary>
public sealed record StepText(string Keyword, string Text, IReadOnlyList<IReadOnlyList<string>>? Table, string? DocString);
