using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.Results;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Judges a scenario that compares: rows with <c>compared with</c> by the comparison, any other by the side that is worse at it.</summary>
internal static class BothSides
{
    private static readonly CriterionVerdict[] WorstFirst =
        [CriterionVerdict.NotMet, CriterionVerdict.Inconclusive, CriterionVerdict.NotJudged, CriterionVerdict.Met];

    public static IReadOnlyList<CriterionResult> Judge(
        CriteriaSet criteria, MeasuredRounds rounds, EvidenceKind evidence, IReadOnlyList<ComparisonResult> comparisons)
    {
        var left = criteria.Judge([rounds.Subject], evidence, comparisons);
        var right = criteria.Judge([rounds.Reference], evidence, comparisons);
        return [.. left.Zip(right, (of, other) => Worse((of, rounds.Subject.Plan.Side!), (other, rounds.Reference.Plan.Side!)))];
    }

    private static CriterionResult Worse((CriterionResult Row, string Side) left, (CriterionResult Row, string Side) right)
    {
        // Both sides have the same row of a comparison, and often the same figure.
        if (left.Row == right.Row)
        {
            return left.Row;
        }

        var (row, side) = new[] { left, right }
            .OrderBy(entry => Array.IndexOf(WorstFirst, entry.Row.Verdict))
            .ThenBy(entry => entry.Row.Margin ?? double.NegativeInfinity)
            .First();
        return row with { Note = row.Note is null ? $"of {side}, the worse of both sides" : $"of {side}, the worse of both sides; {row.Note}" };
    }
}
