using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>A load to be carried out.</summary>
/// <param name="Plan">What to send.</param>
/// <param name="OpenClient">Opens client number n, from 0; called before the load's time begins, up to eight at once.</param>
/// <param name="Criteria">What will be judged, so that what it needs is recorded; null records the standard figures only.</param>
public sealed record LoadJob(
    LoadPlan Plan, Func<int, CancellationToken, ValueTask<ILoadClient>> OpenClient, CriteriaSet? Criteria = null)
{
    /// <summary>Told of every query of the load once it is recorded, from the thread that brought it.</summary>
    internal Action<QueryEnd>? AlsoSettled { get; init; }
}
