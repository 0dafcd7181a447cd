using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>What it took to execute one query, known however it ended.</summary>
internal sealed class AttemptsOfQuery : IExecutionObserver
{
    public Attempts Attempts { get; private set; }

    public bool HearsDetails => false;

    public void OnEnded(AttemptCounts attempts) =>
        Attempts = new(attempts.Retries, attempts.Reattaches, attempts.Resubmits, attempts.Interrupted);
}
