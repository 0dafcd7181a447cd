using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>
/// The look of a verdict in the style sheet: <c>good</c>, <c>bad</c>, <c>open</c> or <c>none</c>. It always stands with the verdict's word.
/// </summary>
public static class Looks
{
    public static string Of(ScenarioVerdict verdict) => verdict switch
    {
        ScenarioVerdict.Passed => "good",
        ScenarioVerdict.Failed => "bad",
        ScenarioVerdict.Inconclusive => "open",
        _ => "none",
    };

    public static string Of(CriterionVerdict verdict) => verdict switch
    {
        CriterionVerdict.Met => "good",
        CriterionVerdict.NotMet => "bad",
        CriterionVerdict.Inconclusive => "open",
        _ => "none",
    };

    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Done => "good",
        StepStatus.Failed => "bad",
        StepStatus.Inconclusive => "open",
        _ => "none",
    };
}
