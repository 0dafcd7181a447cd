namespace SparkLoad.Resources.Servers;

/// <summary>What is used of an entry of <c>/api/v1/applications</c>.</summary>
internal sealed record RestApplication(string Id, string? Name);

/// <summary>What is used of an entry of <c>/api/v1/applications/…/allexecutors</c>.</summary>
internal sealed record RestExecutor(
    string Id,
    bool IsActive,
    long MemoryUsed,
    long CompletedTasks,
    long FailedTasks,
    double TotalGCTime,
    long TotalShuffleRead,
    long TotalShuffleWrite,
    RestPeaks? PeakMemoryMetrics)
{
    public ExecutorFigures ToFigures() => new()
    {
        Id = Id,
        Alive = IsActive,
        PeakHeapBytes = PeakMemoryMetrics?.JVMHeapMemory ?? 0,
        GcTimeMs = TotalGCTime,
        CompletedTasks = CompletedTasks,
        FailedTasks = FailedTasks,
        ShuffleReadBytes = TotalShuffleRead,
        ShuffleWriteBytes = TotalShuffleWrite,
        StorageMemoryBytes = MemoryUsed,
    };
}

internal sealed record RestPeaks(long JVMHeapMemory);
