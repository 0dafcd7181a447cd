using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Whether a table has the rows that were acknowledged to whoever wrote them, each once.</summary>
internal sealed class RowsInTheTable() : Measure("rows in the table", "rows.written", Unit.Count)
{
    private const string Acknowledged = "exactly those acknowledged";

    public override string Meaning =>
        "The rows that the load has added to its table, of one a query: each that was acknowledged is there, none is there twice, "
        + "and beyond these there are only such of which the client was told that nobody knows.";

    public override IReadOnlyList<string> MustBe => [Acknowledged];

    public override IReadOnlyList<string> KnownAs => ["rows written", "written rows", "appended rows", "lost rows", "duplicate rows"];

    public override string Counted => "rows";

    public override Needs Needs => Needs.CountOfTheTable;

    public override Expectation? Expect(string words) =>
        words.Equals(Acknowledged, StringComparison.OrdinalIgnoreCase) ? Expectation.Every : null;

    public override string? Unfit(LoadPlan plan) =>
        plan.Mix is [{ CountsItsTable: true }] ? Uncountable(plan)
        : $"no file of \"{plan.Query}\" says how the rows of its table are counted; "
            + "ask one query whose file has a line \"-- rows written: SELECT COUNT(*) FROM …\"";

    /// <summary>Why the rows that the load adds could not be told from others; null where they can.</summary>
    private static string? Uncountable(LoadPlan plan) =>
        plan.Shape.IsSearch ? "all steps of a search write to one table"
        : plan.WarmUp > TimeSpan.Zero ? "the warm-up writes rows as well, which are in no count; leave it out"
        : plan.Asking.WithoutRows is { } without ? $"the load \"{plan.Name}\" {without}"
        : plan.KilledAfter is not null ? "the table goes with the server that is killed"
        : plan.HasParameters && (plan.RandomParameters
            || plan.Shape.Planned(plan.Duration, plan.EffectiveSeed) is not { } planned || planned > plan.Mix[0].ParameterRows)
            ? $"the {Figures.Count(plan.Mix[0].ParameterRows)} rows of its parameters are written more than once each; "
                + "give it a row for each planned query, one after the other"
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Table is not var (before, after) || (before.Problem ?? after.Problem) is not null)
        {
            return Reading.Inconclusive(
                load.Table?.Before.Problem ?? load.Table?.After.Problem ?? "the rows of the table were not counted");
        }

        var (acknowledged, unknown) = (load.Counts.Succeeded, load.Counts.OutcomesUnknown);
        if (acknowledged + unknown == 0)
        {
            return Reading.Inconclusive("no row was written");
        }

        var rows = after.Rows - before.Rows;
        var twice = rows - (after.Different ?? after.Rows) + (before.Different ?? before.Rows);
        if (twice > 0 && before.Rows > 0)
        {
            return Reading.Inconclusive(
                $"the table had {Figures.Count(before.Rows)} rows before the load, and {Figures.Count(twice)} of its own are the same");
        }

        var once = rows - twice;
        var (missing, stray) = (Math.Max(0, acknowledged - once), Math.Max(0, once - acknowledged - unknown));
        var wrong = missing + stray + twice;
        return new Reading
        {
            Value = wrong == 0 ? 1 : (double)Math.Max(0, acknowledged - wrong) / Math.Max(1, acknowledged),
            Text = wrong == 0
                ? $"all {Figures.Count(acknowledged)}"
                    + (unknown == 0 ? "" : $", and {Figures.Count(once - acknowledged)} of {Figures.Count(unknown)} unknown")
                : $"{Figures.Count(missing)} missing, {Figures.Count(twice)} twice, {Figures.Count(stray)} never acknowledged",
        };
    }
}
