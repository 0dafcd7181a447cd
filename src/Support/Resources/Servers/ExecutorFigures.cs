namespace SparkLoad.Resources.Servers;

/// <summary>One executor (or the driver) as Spark's monitoring shows it; counters run since it was added.</summary>
internal sealed record ExecutorFigures
{
    public required string Id { get; init; }

    public required bool Alive { get; init; }

    /// <summary>Peak of the executor's life; 0 before its first heartbeat.</summary>
    public required long PeakHeapBytes { get; init; }

    public required double GcTimeMs { get; init; }

    public required long CompletedTasks { get; init; }

    public required long FailedTasks { get; init; }

    public required long ShuffleReadBytes { get; init; }

    public required long ShuffleWriteBytes { get; init; }

    public required long StorageMemoryBytes { get; init; }
}

/// <summary>An application's executors at one moment.</summary>
internal sealed record ApplicationFigures(string ApplicationId, IReadOnlyList<ExecutorFigures> Executors);
