using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The loads of a scenario, executed and judged.</summary>
/// <param name="Loads">All that was measured, in its order; the steps of a search for the capacity are loads of their own.</param>
/// <param name="Judged">Those whose way of ending bears on the verdict: that a step of a search breaks is what the search is for.</param>
/// <param name="Criteria">Every row, judged.</param>
internal sealed record ExecutedLoads(
    IReadOnlyList<LoadMeasurement> Loads, IReadOnlyList<LoadMeasurement> Judged, IReadOnlyList<CriterionResult> Criteria)
{
    /// <summary>Of the loads that ran side by side, or of the last step.</summary>
    public ResourcesResult? Resources { get; init; }

    /// <summary>With what the scenario compares its loads.</summary>
    public IReadOnlyList<ComparisonResult> Comparisons { get; init; } = [];

    /// <summary>The first queries that two Sparks did not answer the same.</summary>
    public IReadOnlyList<AnswerDifference> AnswerDifferences { get; init; } = [];

    /// <summary>How often connections were cut; null where the scenario cuts none.</summary>
    public CutsResult? Cuts { get; init; }

    /// <summary>The reference of a comparison: an external client, or another Spark; null where there was none.</summary>
    public string? Against { get; init; }

    /// <summary>Whether a recording of the client was made.</summary>
    public bool Profiled => Resources?.Client?.Profile?.Trace is not null;

    public bool ServerRestarted => Loads.Any(load => load.Resources?.Server?.Restarted == true);
}
