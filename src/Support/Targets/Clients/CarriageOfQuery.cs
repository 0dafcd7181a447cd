using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>What it took to carry one query, known however it ended.</summary>
internal sealed class CarriageOfQuery : IExecutionObserver
{
    public Carriage Carriage { get; private set; }

    public bool HearsDetails => false;

    public void OnEnded(CarriageCounts carriage) =>
        Carriage = new(carriage.Retries, carriage.Reattaches, carriage.Resubmits, carriage.Interrupted);
}
