namespace SparkLoad.LoadEngine.Plans;

/// <summary>
/// The search for the highest rate that a service holds: the plan's own rate first, then a step more each time, until a criterion
/// breaks or the limit is held. Each step lasts the plan's duration.
/// </summary>
/// <param name="Step">Queries per second added each time; above 0.</param>
/// <param name="Limit">Queries per second at which the search ends; at least the plan's own rate.</param>
public sealed record CapacitySteps(decimal Step, decimal Limit);
