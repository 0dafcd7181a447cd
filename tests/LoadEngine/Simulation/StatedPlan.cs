using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>
/// What a plan states, whichever kind of load it is: figures that a feature writes, and nothing of how the engine runs them.
/// </summary>
internal static class StatedPlan
{
    extension(LoadPlan plan)
    {
        /// <summary>Of an open load in total, of a client load per client, of a search its first; null for any other.</summary>
        public Rate? Rate => plan.Shape switch
        {
            OpenLoad open => open.Rate,
            ClientLoad clients => clients.Rate,
            CapacityLoad search => search.First,
            _ => null,
        };

        public IReadOnlyList<Stage> Stages => (plan.Shape as StagedLoad)?.Stages ?? [];

        public CapacityLoad? Capacity => plan.Shape as CapacityLoad;

        public TimeSpan Pause => (plan.Shape as BackToBackLoad)?.Pause ?? TimeSpan.Zero;

        public ArrivalPattern Pattern => (plan.Shape as ScheduledLoad)?.Pattern ?? ArrivalPattern.Even;

        public ClientPhase Phase => (plan.Shape as ClientLoad)?.Phase ?? ClientPhase.Together;
    }
}
