using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>The words and signs of verdicts; a sign always stands with its word.</summary>
public static class Words
{
    public static string Of(ScenarioVerdict verdict) => verdict switch
    {
        ScenarioVerdict.Passed => "passed",
        ScenarioVerdict.Failed => "failed",
        ScenarioVerdict.Inconclusive => "inconclusive",
        _ => "not run",
    };

    public static string Of(CriterionVerdict verdict) => verdict switch
    {
        CriterionVerdict.Met => "met",
        CriterionVerdict.NotMet => "not met",
        CriterionVerdict.Inconclusive => "inconclusive",
        _ => "not judged",
    };

    /// <summary>Names the look of a verdict in the style sheet: <c>good</c>, <c>bad</c>, <c>open</c> or <c>none</c>.</summary>
    public static string Look(ScenarioVerdict verdict) => verdict switch
    {
        ScenarioVerdict.Passed => "good",
        ScenarioVerdict.Failed => "bad",
        ScenarioVerdict.Inconclusive => "open",
        _ => "none",
    };

    public static string Look(CriterionVerdict verdict) => verdict switch
    {
        CriterionVerdict.Met => "good",
        CriterionVerdict.NotMet => "bad",
        CriterionVerdict.Inconclusive => "open",
        _ => "none",
    };

    public static string Look(StepStatus status) => status switch
    {
        StepStatus.Done => "good",
        StepStatus.Broken => "bad",
        StepStatus.Untold => "open",
        _ => "none",
    };

    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Done => "done",
        StepStatus.Broken => "failed",
        StepStatus.Untold => "inconclusive",
        _ => "not reached",
    };

    public static string Of(EvidenceKind evidence) => evidence == EvidenceKind.Acceptance ? "acceptance" : "rehearsal";

    /// <summary>How the queries of a load are asked; a kind that the page has no words for is called as the load's own plan calls it.</summary>
    public static string OfModel(LoadResult load) => load.Model switch
    {
        "open" or "staged" or "capacity" => "open: queries start on schedule, answered or not",
        "clients" => "clients on schedules of their own",
        "backToBack" => "back to back",
        var other => load.Plan.GetValueOrDefault("model", other),
    };

    public static string Of(TargetKind kind) => kind switch
    {
        TargetKind.Remote => "running server",
        TargetKind.SparkHome => "started from a Spark home for this run",
        _ => "embedded endpoint",
    };
}
