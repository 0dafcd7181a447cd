using SparkLoad.LivingDoc.Text;
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
                        row => new TrendPoint(row.Run.Name, row.Run.Result!.Run.StartedAt, row.Criterion.Measured,
                            row.Criterion.Verdict))]);
            })
            .Where(trend => trend.Points.Count(point => point.Measured is not null) > 1)
            .OrderBy(trend => trend.Evidence == EvidenceKind.Acceptance ? 0 : 1)];
}

/// <summary>One run's figure.</summary>
public sealed record TrendPoint(string Run, DateTimeOffset At, double? Measured, CriterionVerdict Verdict);
