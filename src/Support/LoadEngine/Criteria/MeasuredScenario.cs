using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Queries;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>What a scenario measured, for its rows to be judged by.</summary>
/// <param name="Rows">All rows of its table.</param>
/// <param name="Loads">Its loads; of a search the step that it is judged by.</param>
/// <param name="Evidence">What the run is worth: some rows may stay open in a rehearsal.</param>
internal sealed record MeasuredScenario(IReadOnlyList<Criterion> Rows, IReadOnlyList<LoadMeasurement> Loads, EvidenceKind Evidence)
{
    /// <summary>What rows with <c>compared with</c> are judged by.</summary>
    public IReadOnlyList<ComparisonResult> Comparisons { get; init; } = [];

    /// <summary>What two Sparks answered to the same queries; null where they were not compared.</summary>
    public ComparedAnswers? Answers { get; init; }

    /// <summary>Of a search for the capacity.</summary>
    public IReadOnlyList<CapacityStep> Steps { get; init; } = [];

    /// <summary>
    /// The load has another name than the one that rows write: a step of a search that of its rate, a side of a comparison its own.
    /// </summary>
    public bool HasOtherName { get; init; }

    /// <exception cref="CriterionFormatException">The row names no load or an unknown one.</exception>
    public LoadMeasurement LoadOf(Criterion row) => HasOtherName ? Loads[0] : row.LoadIn(Loads, load => load.Plan.Name);

    /// <summary>Whether the generator kept up, by the limit that the row's load has.</summary>
    public GeneratorHealth HealthOf(Criterion row, LoadMeasurement load) =>
        GeneratorHealth.Of(load, OnTimeThreshold(row.Row.Load), Evidence);

    // The row's own limit decides whose lateness spoils the load; without such a row it is the usual 99%. Where there is only one load, not
    // every row has to name it.
    private double OnTimeThreshold(string? load) => Rows
        .Where(row => load is null || row.Row.Load is not { } named || named.Equals(load, StringComparison.OrdinalIgnoreCase))
        .Select(row => row.Measure.OnTimeThreshold(row.Expectation))
        .Max() ?? GeneratorHealth.UsualThreshold;
}
