using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>A client and a server that used what a test says.</summary>
internal sealed class FixedMonitor(ClientResources? client, ServerResources? server = null) : IResourceMonitor
{
    public int Started { get; private set; }

    public long? AnsweredQueries { get; private set; }

    public ResourceSample Current => new(12.5, 100_000_000, 50_000_000, 0, 20, 900_000_000);

    public static ClientResources Client(
        long peak = 200_000_000, double? growth = 1e6, double? growthHigh = 5e6, double cpuMs = 1000, double? cpuPerQuery = 1,
        int samples = 1_000_000) => new()
    {
        PeakMemoryBytes = peak,
        StartMemoryBytes = 100_000_000,
        MemoryGrowthBytesPerHour = growth,
        MemoryGrowthInterval = new Interval(0, growthHigh),
        MemorySamples = samples,
        PeakManagedHeapBytes = 50_000_000,
        AllocatedBytes = 1,
        CpuMs = cpuMs,
        CpuMsPerQuery = cpuPerQuery,
        IdleCpuMsPerSecond = 3,
        GcPauseMs = 0,
        GcCollections = [0, 0, 0],
        PeakThreads = 20,
        PeakHandles = 100,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Started++;
        return Task.CompletedTask;
    }

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
    {
        AnsweredQueries = answeredQueries;
        return Task.FromResult(new ResourcesResult(client, server));
    }
}
