namespace SparkLoad.Resources.Servers;

/// <summary>From where the server can be watched. What is null is not watched, and the results say so.</summary>
/// <param name="Ui">Base address of Spark's UI, which has its REST API.</param>
/// <param name="ProcessId">
/// Process of a server on this machine: the one that <c>spark-submit</c> became. Its descendants (executors) are counted with it.
/// </param>
public sealed record ServerVantage(Uri? Ui, int? ProcessId)
{
    /// <summary>Tells how many sessions this process has open on the server; default none.</summary>
    public Func<int> OwnSessions { get; init; } = () => 0;
}
