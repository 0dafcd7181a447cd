using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Rows that are well written and that no load of the scenario could answer, so that it is not carried in vain.</summary>
internal static class UnansweredRows
{
    private const string Answers = "answers";

    /// <summary>Why the first such row cannot be judged, and what to do; null where every row can.</summary>
    /// <param name="rows">The criteria as written.</param>
    /// <param name="other">Who carries the load in turn; null where nobody does.</param>
    /// <param name="reading">How answers are read.</param>
    public static string? Find(IEnumerable<CriterionRow> rows, OtherSide? other, AnswerReading reading) => rows
        .Select(row => (Row: row, Why: other is null ? WithoutAChecksum(NameOf(row), reading) : InRounds(NameOf(row), besidePython: other.Target is null)))
        .Where(entry => entry.Why is not null)
        .Select(entry => $"The row {entry.Row} of the criteria table cannot be judged: {entry.Why}.")
        .FirstOrDefault();

    private static string? WithoutAChecksum(string measure, AnswerReading reading)
    {
        var words = reading == AnswerReading.Arrow ? "Arrow tables" : "rows";
        return measure == Answers && reading != AnswerReading.Drained
            ? $"answers that are read as {words} have no checksum; leave the row out, or \"answers are read as {words}\""
            : null;
    }

    private static string? InRounds(string measure, bool besidePython)
    {
        var why = measure switch
        {
            Answers => "no checksums of answers are made while two sides take turns",
            "server memory" or "server memory growth" => "the server is not watched while two sides take turns",
            "retries" or "reattaches" when besidePython => "PySpark does not tell of them, and every row holds for both sides",
            "client memory growth" => "growth is told from one load without pauses, and here two sides take turns",
            _ => null,
        };
        return why is null ? null : $"{why}; leave the row out, or state it in a scenario that does not compare";
    }

    private static string NameOf(CriterionRow row) =>
        string.Join(' ', row.Measure.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
