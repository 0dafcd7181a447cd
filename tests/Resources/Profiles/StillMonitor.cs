using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>Measures a client that does nothing.</summary>
internal sealed class StillMonitor : IResourceMonitor
{
    public ResourceSample Current => default;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken) => Task.FromResult(new ResourcesResult(
        new ClientResources
        {
            PeakMemoryBytes = 1,
            StartMemoryBytes = 1,
            MemorySamples = 1,
            PeakManagedHeapBytes = 1,
            AllocatedBytes = 1,
            CpuMs = 1,
            GcPauseMs = 0,
            GcCollections = [0, 0, 0],
            PeakThreads = 1,
            PeakHandles = 1,
        },
        Server: null));
}
