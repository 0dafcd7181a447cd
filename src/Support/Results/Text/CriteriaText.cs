using System.Globalization;
using System.Text;

namespace SparkLoad.Results.Text;

/// <summary>The criteria table in plain text, as a failed test shows it.</summary>
public static class CriteriaText
{
    /// <summary>An aligned table of all rows with what was measured, and below it every note.</summary>
    public static string Table(IReadOnlyList<CriterionResult> criteria)
    {
        var withLoad = criteria.Any(criterion => criterion.Load is not null);
        string[] head = withLoad ? ["load", .. Head] : Head;
        var rows = criteria.Select(criterion => Cells(criterion, withLoad)).Prepend(head).ToArray();
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            text.Append("| ").AppendJoin(" | ", cells).Append(" |").Append('\n');
        }

        foreach (var criterion in criteria.Where(criterion => criterion.Note is not null))
        {
            var load = criterion.Load is null ? "" : $"{criterion.Load}, ";
            text.Append(load).Append(criterion.Measure).Append(": ").Append(criterion.Note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A verdict as the table shows it: <c>NOT MET</c> in capitals, because it must be seen among the others.</summary>
    public static string Word(CriterionVerdict verdict) =>
        verdict == CriterionVerdict.NotMet ? Words.Of(verdict).ToUpperInvariant() : Words.Of(verdict);

    private static readonly string[] Head = ["measure", "must be", "measured", "margin", "verdict"];

    private static string[] Cells(CriterionResult criterion, bool withLoad)
    {
        var margin = criterion.Margin is { } share ? share.ToString("+0%;-0%;0%", CultureInfo.InvariantCulture) : "";
        string[] cells = [criterion.Measure, criterion.MustBe, criterion.MeasuredText, margin, Word(criterion.Verdict)];
        return withLoad ? [criterion.Load ?? "", .. cells] : cells;
    }
}
