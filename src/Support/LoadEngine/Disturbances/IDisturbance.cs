namespace SparkLoad.LoadEngine.Disturbances;

/// <summary>What befalls the service, or the way to it, while the loads of a scenario run.</summary>
public interface IDisturbance
{
    /// <summary>Begins with the loads and returns at once; what was measured is handed back once its task has ended.</summary>
    /// <param name="loads">The loads that it disturbs.</param>
    /// <param name="cancelled">The run is broken off.</param>
    Task DisturbAsync(DisturbedLoads loads, CancellationToken cancelled);
}
