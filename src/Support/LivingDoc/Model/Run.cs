using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>A run as its folder shows it.</summary>
public sealed record Run
{
    /// <summary>Name of the folder.</summary>
    public required string Name { get; init; }

    public required RunInfo Info { get; init; }

    public required IReadOnlyList<ScenarioView> Scenarios { get; init; }

    /// <summary>The load that is under way, where the run is.</summary>
    public LiveLoad? Live { get; init; }

    /// <summary>Raw files to look at, by their name in the folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What was not readable, in sentences.</summary>
    public IReadOnlyList<string> Damages { get; init; } = [];

    public required DateTimeOffset RenderedAt { get; init; }

    public int Count(ScenarioVerdict verdict) => Scenarios.Count(scenario => scenario.Result.Verdict == verdict);
}

/// <summary>One scenario: its result, its text, and how its loads went.</summary>
public sealed record ScenarioView
{
    public required ScenarioResult Result { get; init; }

    /// <summary>The anchor in the page; unique within it.</summary>
    public required string Anchor { get; init; }

    /// <summary>Null where the feature file is missing or is no Gherkin.</summary>
    public FeatureText? Feature { get; init; }

    public ScenarioText? Text { get; init; }

    /// <summary>By the load's name.</summary>
    public IReadOnlyList<Timeline> Timelines { get; init; } = [];

    /// <summary>Profiles of the client, by their path in the run's folder.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];
}

/// <summary>The load that is under way.</summary>
public sealed record LiveLoad
{
    public required string ScenarioId { get; init; }

    public required string Load { get; init; }

    /// <summary>The scenario's name, where the feature files tell it.</summary>
    public required string Scenario { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset NewestAt { get; init; }

    public required LiveFigures Figures { get; init; }

    /// <summary>How long it will last, where it is known.</summary>
    public double? DurationSeconds { get; init; }

    public Timeline? Timeline { get; init; }
}
