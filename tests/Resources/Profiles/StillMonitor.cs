using System.Diagnostics;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>Measures a client that does nothing.</summary>
internal sealed class StillMonitor : IResourceMonitor
{
    private long _started;

    public ResourceSample Current => default;

    /// <summary>From its start to its end, between which the load lies.</summary>
    public TimeSpan Watched { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = Stopwatch.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
    {
        Watched = Stopwatch.GetElapsedTime(_started);
        return Task.FromResult(Measured);
    }

    private static ResourcesResult Measured => new(
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
        Server: null);
}
