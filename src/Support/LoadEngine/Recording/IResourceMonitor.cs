using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Watches what a load costs, from just before its first query to the end of its duration.</summary>
public interface IResourceMonitor
{
    /// <summary>Collects the heap, measures the idle cost, and begins to sample. Called once, before the load starts.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The newest sample, for <c>series.ndjson</c> and the progress line; cheap, called once a second.</summary>
    ResourceSample Current { get; }

    /// <summary>Ends sampling. Called once, when the load's duration is over (before the drain).</summary>
    /// <param name="endedQueries">Queries that ended within the load, for CPU per query.</param>
    /// <param name="cancellationToken">Ends reading the server's figures.</param>
    Task<ResourcesResult> StopAsync(long endedQueries, CancellationToken cancellationToken);
}

/// <summary>One look at the client's process and, where known, the server.</summary>
public readonly record struct ResourceSample(
    double CpuPercentOfOneCore, long ResidentBytes, long ManagedHeapBytes, double GcPauseMs, int Threads, long? ServerResidentBytes);
