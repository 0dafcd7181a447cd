using SparkLoad.LivingDoc.Text;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>A criterion's figure from run to run: of one kind of evidence, on one machine, in one setting, against one threshold.</summary>
/// <param name="Measure">As the feature writes it, with its load where there are several.</param>
/// <param name="MustBe">As the feature writes it.</param>
/// <param name="Evidence">What all of its runs are worth.</param>
/// <param name="Machine">The machine that sent the load, in words.</param>
/// <param name="Setting">What its runs have in common.</param>
/// <param name="Unit">Of the figures and the threshold.</param>
/// <param name="Threshold">What the newest run was judged by.</param>
/// <param name="Points">The newest 200 at most, oldest first; a run that measured nothing finite has no figure.</param>
public sealed record Trend(
    string Measure, string MustBe, EvidenceKind Evidence, string Machine, Setting Setting, string Unit, double Threshold,
    IReadOnlyList<TrendPoint> Points)
{
    private const int MostPoints = 200;

    /// <summary>Where the figure surely changed, the newest first.</summary>
    public IReadOnlyList<TrendChange> Changes { get; } = TrendChange.All(Points);

    public static IReadOnlyList<Trend> Of(IReadOnlyList<(RunEntry Run, ScenarioResult Scenario)> newestFirst) =>
        [.. newestFirst.SelectMany(
            result => result.Scenario.Criteria.Select(criterion => (result.Run, result.Scenario, Criterion: criterion)))
            .GroupBy(row => (
                row.Criterion.Key, row.Criterion.Load, row.Criterion.Unit, row.Criterion.MustBe,
                row.Scenario.Evidence, row.Run.Result!.Run.Machine.Id, Setting: Setting.Of(row.Scenario)))
            .Select(group =>
            {
                var (run, scenario, newest) = group.First();
                return new Trend(
                    newest.Load is null ? newest.Measure : $"{newest.Measure} ({newest.Load})",
                    newest.MustBe,
                    scenario.Evidence,
                    $"{run.Result!.Run.Machine.Cpu}, {Figures.Plural(run.Result.Run.Machine.Cores, "core")}",
                    group.Key.Setting,
                    newest.Unit,
                    newest.Threshold,
                    [.. group.Take(MostPoints).Reverse().Select(
                        row => TrendPoint.Of(row.Run, row.Scenario, row.Criterion))]);
            })
            .Where(trend => trend.Points.Count(point => point.Measured is not null) > 1)
            .OrderBy(trend => trend.Evidence == EvidenceKind.Acceptance ? 0 : 1)];
}

/// <summary>One run's figure.</summary>
/// <param name="Run">Name of its folder.</param>
/// <param name="At">When it began.</param>
/// <param name="Measured">Null where nothing finite was measured.</param>
/// <param name="Verdict">Of the criterion.</param>
/// <param name="Software">What ran: the suite's commit, and the Spark.</param>
/// <param name="Counts">Whether the figure is the server's, of a whole load, and so tells of a change.</param>
public sealed record TrendPoint(
    string Run, DateTimeOffset At, double? Measured, CriterionVerdict Verdict, string Software, bool Counts)
{
    public static TrendPoint Of(RunEntry run, ScenarioResult scenario, CriterionResult criterion)
    {
        var suite = run.Result!.Run.Suite;
        var commit = suite.Commit is { Length: > 0 } known
            ? $"commit {known[..Math.Min(10, known.Length)]}{(suite.Dirty == true ? " with changes" : "")}"
            : $"suite {suite.Version}";
        return new(
            run.Name, run.Result.Run.StartedAt, criterion.Measured, criterion.Verdict,
            $"{(scenario.Target is { } target ? $"Spark {Words.Of(target)}" : "no Spark")}, {commit}",
            criterion.Measured is { } figure && double.IsFinite(figure) && criterion.Verdict != CriterionVerdict.Inconclusive
                && scenario.Client?.Profiled != true && scenario.Loads.All(load => load.BrokeOffBecause is null));
    }
}

/// <summary>A change of a figure, with the runs on both sides of it.</summary>
/// <param name="Last">The last run of the old level.</param>
/// <param name="First">The first run of the new level.</param>
/// <param name="Change">How much it changed.</param>
public sealed record TrendChange(TrendPoint Last, TrendPoint First, ChangePoint Change)
{
    public static IReadOnlyList<TrendChange> All(IReadOnlyList<TrendPoint> points)
    {
        var counted = points.Where(point => point.Counts).ToList();
        return [.. ChangePoints.Find([.. counted.Select(point => point.Measured!.Value)])
            .Select(change => new TrendChange(counted[change.First - 1], counted[change.First], change)).Reverse()];
    }
}
