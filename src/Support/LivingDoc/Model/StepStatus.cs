using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>How a step went, as far as the results tell it.</summary>
public enum StepStatus
{
    Done,
    Failed,
    Inconclusive,
    NotReached,
}

/// <summary>Derives the status of a scenario's steps from its result.</summary>
internal static class StepStatuses
{
    /// <param name="scenario">The result.</param>
    /// <param name="steps">All steps, those of the background first.</param>
    public static IReadOnlyList<StepStatus> Of(ScenarioResult scenario, IReadOnlyList<StepText> steps)
    {
        var judging = JudgingStep(steps);
        return [.. steps.Select((_, index) => scenario switch
        {
            { Verdict: ScenarioVerdict.Passed } => StepStatus.Done,
            { Verdict: ScenarioVerdict.NotRun } => StepStatus.NotReached,
            { Loads.Count: 0, Criteria.Count: 0 } => index == 0 ? StepStatus.Inconclusive : StepStatus.NotReached,
            _ when index < judging => StepStatus.Done,
            _ when index > judging => StepStatus.NotReached,
            { Verdict: ScenarioVerdict.Failed } => StepStatus.Failed,
            _ => StepStatus.Inconclusive,
        })];
    }

    public static string Word(StepStatus status) => status switch
    {
        StepStatus.Done => "done",
        StepStatus.Failed => "failed",
        StepStatus.Inconclusive => "inconclusive",
        _ => "not reached",
    };

    /// <summary>Whether a step's table is the one with the criteria.</summary>
    public static bool IsCriteriaTable(StepText step) =>
        step.Table is [var header, ..] && header.Contains("measure", StringComparer.OrdinalIgnoreCase)
            && header.Contains("must be", StringComparer.OrdinalIgnoreCase);

    private static int JudgingStep(IReadOnlyList<StepText> steps)
    {
        for (var index = steps.Count - 1; index >= 0; index--)
        {
            if (IsCriteriaTable(steps[index]))
            {
                return index;
            }
        }

        return steps.Count - 1;
    }
}
