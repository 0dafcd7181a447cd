using SparkLoad.LivingDoc.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>A run as its folder shows it.</summary>
public sealed record Run
{
    /// <summary>Name of the folder.</summary>
    public required string Name { get; init; }

    public required RunInfo Info { get; init; }

    /// <summary>Scenarios with a verdict.</summary>
    public required IReadOnlyList<ScenarioView> Scenarios { get; init; }

    /// <summary>Scenarios without a verdict, where the run is under way.</summary>
    public IReadOnlyList<LiveScenario> Live { get; init; } = [];

    /// <summary>Raw files to look at, by their name in the folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether the scripts of the data lie in the folder.</summary>
    public bool HasDataFiles { get; init; } = true;

    /// <summary>What was not readable, in sentences.</summary>
    public IReadOnlyList<string> Damages { get; init; } = [];

    public required DateTimeOffset RenderedAt { get; init; }

    public int Count(ScenarioVerdict verdict) => Scenarios.Count(scenario => scenario.Result.Verdict == verdict);
}

/// <summary>One scenario: its result, its text, and how its loads went.</summary>
public sealed record ScenarioView
{
    public required ScenarioResult Result { get; init; }

    /// <summary>Place in the page, from 0; its charts are named after it.</summary>
    public required int Number { get; init; }

    /// <summary>The anchor in the page; unique within it.</summary>
    public required string Anchor { get; init; }

    /// <summary>Null where the feature file is missing or is not Gherkin.</summary>
    public FeatureText? Feature { get; init; }

    public ScenarioText? Text { get; init; }

    /// <summary>The queries of its loads, as far as the run's folder has their files.</summary>
    public IReadOnlyList<AskedText> Queries { get; init; } = [];

    /// <summary>By the load's name.</summary>
    public IReadOnlyList<Timeline> Timelines { get; init; } = [];

    /// <summary>Its figures compared with those of the previous run and of the baseline.</summary>
    public IReadOnlyList<EarlierRun> Earlier { get; init; } = [];

    /// <summary>Profiles of the client, by their path in the run's folder.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];
}

/// <summary>A scenario that has no verdict yet.</summary>
/// <param name="Result">What is known of it so far.</param>
/// <param name="Loads">Its loads, planned or under way; none while Spark and its data are made ready.</param>
public sealed record LiveScenario(ScenarioResult Result, IReadOnlyList<LiveLoad> Loads);

/// <summary>A load that is under way.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Figures">What it has done so far; null before its first second is over.</param>
/// <param name="Timeline">How it went; null before its first second is over.</param>
public sealed record LiveLoad(LoadResult Plan, LiveFigures? Figures, Timeline? Timeline);
