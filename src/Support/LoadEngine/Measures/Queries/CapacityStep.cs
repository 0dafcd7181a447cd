using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>One step of a search for the capacity.</summary>
/// <param name="PerSecond">Planned queries per second.</param>
/// <param name="Load">What was measured.</param>
/// <param name="Criteria">All rows but the capacity, judged at this step.</param>
public sealed record CapacityStep(double PerSecond, LoadMeasurement Load, IReadOnlyList<CriterionResult> Criteria)
{
    /// <summary>No row was broken and none left open.</summary>
    public bool Holds => BrokenBy is null && InconclusiveBecause is null;

    /// <summary>In words, the first row that was not met; null if none.</summary>
    public string? BrokenBy => Load.Abandoned
        ? $"at {FigureText.Of(PerSecond, Unit.Rate)} the load was {Load.BrokeOffBecause}"
        : Criteria.FirstOrDefault(row => row.Verdict == CriterionVerdict.NotMet) is { } row
            ? $"at {FigureText.Of(PerSecond, Unit.Rate)} {row.Measure} must be {row.MustBe}, but was {row.MeasuredText}"
            : null;

    /// <summary>In words, why a row is inconclusive; null if none is.</summary>
    internal string? InconclusiveBecause => Load.Counts.Succeeded == 0 ? "no query was answered"
        : Criteria.FirstOrDefault(row => row.Verdict == CriterionVerdict.Inconclusive) is { } row
        ? $"{row.Measure} is inconclusive: {row.Note}"
        : Criteria.Any(row => row.Verdict == CriterionVerdict.Met) ? null : "no other row was judged";
}
