using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Watches what a load costs, from just before its first query to the end of its duration.</summary>
public interface IResourceMonitor
{
    /// <summary>Collects the heap, measures the idle cost, and begins to sample. Called once, before the load starts.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The newest sample, for <c>series.ndjson</c> and the progress line; cheap, called once a second.</summary>
    ResourceSample Current { get; }

    /// <summary>Ends sampling. Called once, when the load's duration is over (before the drain).</summary>
    /// <param name="answeredQueries">Queries that succeeded within the load, for CPU per query: what failures cost counts, and they divide
    /// nothing.</param>
    /// <param name="cancellationToken">Ends reading the server's figures.</param>
    Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken);

    /// <summary>Adds what would have disturbed running queries. Called once, after the drain, when nothing is in flight any more.</summary>
    /// <param name="measured">What <see cref="StopAsync"/> brought.</param>
    /// <param name="cancellationToken">Ends reading the server's figures.</param>
    Task<ResourcesResult> SettleAsync(ResourcesResult measured, CancellationToken cancellationToken) => Task.FromResult(measured);
}

/// <summary>One look at the client's process and, where known, the server.</summary>
/// <param name="CpuPercentOfOneCore">CPU of about the last second; 200 on two busy cores.</param>
/// <param name="ResidentBytes">Resident memory of the process.</param>
/// <param name="ManagedHeapBytes">Managed heap, garbage that is not yet collected included.</param>
/// <param name="GcPauseMs">Time that collections held the process up in about the last second.</param>
/// <param name="Threads">Threads of the operating system.</param>
/// <param name="ServerResidentBytes">Resident memory of the server's processes, or null where they cannot be seen.</param>
/// <param name="AllocatedBytesPerSecond">Managed allocations of about the last second.</param>
public readonly record struct ResourceSample(
    double CpuPercentOfOneCore, long ResidentBytes, long ManagedHeapBytes, double GcPauseMs, int Threads, long? ServerResidentBytes,
    double AllocatedBytesPerSecond = 0);

/// <summary>Watches nothing: rows about memory and CPU then cannot be told.</summary>
public sealed class NoMonitor : IResourceMonitor
{
    public static NoMonitor Instance { get; } = new();

    public ResourceSample Current => default;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken) =>
        Task.FromResult(new ResourcesResult(null, null));
}
