using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Dispatch;

internal static class RoundPlans
{
    private static readonly TimeSpan UnstatedWarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUpOfARehearsal = TimeSpan.FromSeconds(2);

    /// <summary>A plan that has a warm-up: cold code of either side must not stand in the first rounds. A rehearsal's are not judged.</summary>
    /// <exception cref="PlanException">The plan cannot be carried in rounds.</exception>
    public static LoadPlan WarmedUp(LoadPlan plan) => plan.Stages.Count > 0 || plan.Capacity is not null
        ? throw new PlanException($"The load \"{plan.Query}\" cannot be carried in rounds: state it at one steady rate, without stages.")
        : (plan.WarmUp > TimeSpan.Zero ? plan : plan with { WarmUp = plan.Scale == DurationScale.Full ? UnstatedWarmUp : WarmUpOfARehearsal }).Validated();
}
