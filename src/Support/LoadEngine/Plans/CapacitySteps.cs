namespace SparkLoad.LoadEngine.Plans;

/// <summary>
/// The search for the highest rate that a service holds: the plan's own rate first, then a step more each time, until a criterion
/// breaks or the limit is held. Each step lasts the plan's duration.
/// </summary>
/// <param name="Step">Added each time.</param>
/// <param name="Limit">The last rate that is tried; at least the plan's own.</param>
public sealed record CapacitySteps(Rate Step, Rate Limit)
{
    /// <summary>Steps in queries per second.</summary>
    public static CapacitySteps PerSecond(decimal step, decimal limit) => new(Rate.PerSecondOf(step), Rate.PerSecondOf(limit));

    /// <summary>The rates from the first to the limit, without rounding: three times 20 per minute is 60 per minute.</summary>
    internal IEnumerable<Rate> From(Rate first)
    {
        for (var rate = first; rate <= Limit; rate += Step)
        {
            yield return rate;
        }
    }
}
