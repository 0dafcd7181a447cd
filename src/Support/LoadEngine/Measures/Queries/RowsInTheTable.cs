using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Whether a table has the rows that were acknowledged to whoever wrote them, each once.</summary>
internal sealed class RowsInTheTable() : Measure("rows in the table", "rows.written", Unit.Count)
{
    private const string Acknowledged = "exactly those acknowledged";
    private const int ShownMissing = 5;

    public override string Meaning =>
        "The rows that the load has added to its table, of one a query: each that was acknowledged is there, none is there twice, "
        + "and beyond these there are only such of which the client was told that nobody knows.";

    public override IReadOnlyList<string> MustBe => [Acknowledged];

    public override IReadOnlyList<string> KnownAs => ["rows written", "written rows", "appended rows", "lost rows", "duplicate rows"];

    public override string Counted => "rows";

    public override Needs Needs => Needs.RowsOfTheTable;

    public override Expectation? Expect(string words) =>
        words.Equals(Acknowledged, StringComparison.OrdinalIgnoreCase) ? Expectation.Every : null;

    public override string? Unfit(LoadPlan plan) =>
        plan.Mix is [{ TellsItsRows: true }] ? Alike(plan)
        : $"no file of \"{plan.Query}\" says how the rows of its table are read back; "
            + "ask one query whose file has a line \"-- rows written: SELECT number FROM …\"";

    /// <summary>Why the rows that the load adds could not be told from others; null where they can.</summary>
    private static string? Alike(LoadPlan plan) =>
        plan.Shape.IsSearch ? "all steps of a search write to one table"
        : plan.WarmUp > TimeSpan.Zero ? "the warm-up writes rows as well, which nobody takes down; leave it out"
        : plan.Asking.WithoutRows is { } without ? $"the load \"{plan.Name}\" {without}"
        : plan.KilledAfter is not null ? "the table goes with the server that is killed"
        : plan.RandomParameters
            || plan.Shape.Planned(plan.Duration, plan.EffectiveSeed) is not { } planned || planned > plan.Mix[0].ParameterRows
            ? $"the {Figures.Count(plan.Mix[0].ParameterRows)} rows of its parameters are written more than once each; "
                + "give it a row for each planned query, one after the other"
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Table is not var (before, after) || (before.Problem ?? after.Problem) is not null)
        {
            return Reading.Inconclusive(
                load.Table?.Before.Problem ?? load.Table?.After.Problem ?? "the rows of the table were not read");
        }

        var (acknowledged, unknown) = (load.Recorder.Written.Acknowledged, load.Recorder.Written.Unknown);
        if (acknowledged.Count + unknown.Count == 0)
        {
            return Reading.Inconclusive("no row was written");
        }

        var added = after.Written.ToDictionary(row => row.Key, row => row.Value - before.Written.GetValueOrDefault(row.Key));
        int[] missing = [.. acknowledged.Where(row => added.GetValueOrDefault(row) < 1)];
        var twice = added.Values.Sum(times => Math.Max(0, times - 1));
        var stray = Math.Max(0, after.Others - before.Others)
            + added.LongCount(row => row.Value > 0 && !acknowledged.Contains(row.Key) && !unknown.Contains(row.Key));
        var (wrong, landed) = (missing.Length + stray + twice, unknown.Count(row => added.GetValueOrDefault(row) > 0));
        return new Reading
        {
            Value = wrong == 0 ? 1 : (double)Math.Max(0, acknowledged.Count - wrong) / Math.Max(1, acknowledged.Count),
            Text = wrong == 0
                ? $"all {Figures.Count(acknowledged.Count)}"
                    + (unknown.Count == 0 ? "" : $", and {Figures.Count(landed)} of {Figures.Count(unknown.Count)} unknown")
                : $"{Figures.Count(missing.Length)} missing, {Figures.Count(twice)} twice, {Figures.Count(stray)} never acknowledged",
            Note = missing.Length == 0 ? null
                : $"missing from the rows of its parameters, counted from 0: {string.Join(", ", missing.Order().Take(ShownMissing))}"
                    + (missing.Length > ShownMissing ? " and more" : ""),
        };
    }
}
