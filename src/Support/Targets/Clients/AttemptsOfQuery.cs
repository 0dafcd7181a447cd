using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>What it took to carry one query, known however it ended.</summary>
internal sealed class AttemptsOfQuery : IExecutionObserver
{
    public Attempts Attempts { get; private set; }

    public bool HearsDetails => false;

    public void OnEnded(CarriageCounts carriage) =>
        Attempts = new(carriage.Retries, carriage.Reattaches, carriage.Resubmits, carriage.Interrupted);
}
