using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>What a scenario came down to, in one line: its worst criterion, or the one with the least room.</summary>
internal static class Tightest
{
    public static string Of(ScenarioResult result)
    {
        var criterion = result.Criteria
            .OrderBy(criterion => criterion
                .Verdict switch { CriterionVerdict.NotMet => 0, CriterionVerdict.Inconclusive => 1, CriterionVerdict.Met => 2, _ => 3 })
            .ThenBy(criterion => criterion.Margin ?? double.PositiveInfinity)
            .FirstOrDefault();
        return criterion is null
            ? Plain.Text(result.Reason ?? "–", 140)
            : $"{Plain.Text(criterion.Measure, 60)}: {Plain.Text(criterion.MeasuredText, 60)} ({Plain.Text(criterion.MustBe, 60)})";
    }
}
