using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Every row of a comparison holds for both sides.</summary>
internal static class RoundsJudge
{
    private static readonly CriterionVerdict[] WorstFirst =
        [CriterionVerdict.NotMet, CriterionVerdict.Inconclusive, CriterionVerdict.NotJudged, CriterionVerdict.Met];

    /// <summary>Of the same row, judged by either side, the one that is worse for the scenario.</summary>
    public static CriterionResult Worse((CriterionResult Row, string Side) subject, (CriterionResult Row, string Side) reference)
    {
        // Both sides have the same row of a comparison, and often the same figure.
        if (subject.Row == reference.Row)
        {
            return subject.Row;
        }

        var (row, side) = new[] { subject, reference }
            .OrderBy(entry => Array.IndexOf(WorstFirst, entry.Row.Verdict))
            .ThenBy(entry => entry.Row.Margin ?? double.NegativeInfinity)
            .First();
        var worse = $"of {side}, the worse of both sides";
        return row with { Note = row.Note is null ? worse : $"{worse}; {row.Note}" };
    }
}
