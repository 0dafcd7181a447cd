using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Dispatch;

internal static class RoundPlans
{
    private static readonly TimeSpan UnstatedWarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUpOfARehearsal = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestLeadIn = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What each turn begins with and nobody measures: every client asks once, for a second at least. While the other side had its turn,
    /// Spark may have forgotten what it compiled for these sessions (its cache holds 100 classes for all), and who begins a round has the
    /// turn before, too: without it that side was a third faster (docs/decisions/0032).
    /// </summary>
    /// <param name="plan">The plan of the round.</param>
    public static LoadPlan LeadIn(LoadPlan plan)
    {
        var once = plan.Rate?.Interval ?? TimeSpan.Zero;
        return plan with { WarmUp = once > ShortestLeadIn ? once : ShortestLeadIn, Scale = DurationScale.Full };
    }

    /// <summary>A plan that has a warm-up: cold code of either side must not stand in the first rounds. A rehearsal's are not judged.</summary>
    /// <exception cref="PlanException">The plan cannot be carried in rounds.</exception>
    public static LoadPlan WarmedUp(LoadPlan plan) => plan.Stages.Count > 0 || plan.Capacity is not null
        ? throw new PlanException($"The load \"{plan.Query}\" cannot be carried in rounds: state it at one steady rate, without stages.")
        : (plan.WarmUp > TimeSpan.Zero ? plan : plan with { WarmUp = plan.Scale == DurationScale.Full ? UnstatedWarmUp : WarmUpOfARehearsal }).Validated();
}
