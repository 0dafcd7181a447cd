using Reqnroll;
using SparkLoad.LoadEngine.Criteria;

namespace SparkLoad.Specs.Scenarios;

/// <summary>A criteria table as the feature writes it.</summary>
internal static class CriteriaRows
{
    private const string Measure = "measure";
    private const string MustBe = "must be";
    private const string Load = "load";

    /// <exception cref="CriterionFormatException">A column is missing or not known.</exception>
    public static IReadOnlyList<CriterionRow> Of(DataTable table)
    {
        string[] known = [Load, Measure, MustBe];
        if (!table.Header.Contains(Measure) || !table.Header.Contains(MustBe) || table.Header.Except(known).Any())
        {
            throw new CriterionFormatException(
                $"The criteria table has the columns {string.Join(", ", table.Header.Select(name => $"\"{name}\""))}; " +
                "it needs \"measure\" and \"must be\", and \"load\" where a scenario has several loads.");
        }

        return [.. table.Rows.Select(row => new CriterionRow(row[Measure], row[MustBe], table.Header.Contains(Load) ? row[Load] : null))];
    }
}
