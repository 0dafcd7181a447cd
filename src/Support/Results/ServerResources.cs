using System.Text.Json.Serialization;

namespace SparkLoad.Results;

/// <summary>What the server showed of itself; fields that could not be read are null and <see cref="Note"/> says why.</summary>
public sealed record ServerResources
{
    /// <summary>Highest resident memory of the server's processes within the load, four samples a second.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Resident memory of the server's processes when the load began.</summary>
    public long? StartMemoryBytes { get; init; }

    /// <summary>As for the client: Theil–Sen slope of one-minute minima; null for loads under ten minutes.</summary>
    public double? MemoryGrowthBytesPerHour { get; init; }

    public Interval? MemoryGrowthInterval { get; init; }

    public int? MemorySamples { get; init; }

    /// <summary>CPU of the server's processes within the load, all cores; those that ended meanwhile are left out.</summary>
    public double? CpuMs { get; init; }

    /// <summary>Highest used heap of the server's JVM within the load, one sample a second, garbage included.</summary>
    public long? PeakHeapBytes { get; init; }

    /// <summary>Time that the server's JVM spent collecting garbage within the load.</summary>
    public double? GcTimeMs { get; init; }

    /// <summary>Tasks, shuffle and storage of all executors, as Spark's own monitoring counts them.</summary>
    public ExecutorTotals? Executors { get; init; }

    /// <summary>What lived in the server's heap after a full collection before the load.</summary>
    public LiveObjects? LiveBefore { get; init; }

    /// <summary>The same after the load.</summary>
    public LiveObjects? LiveAfter { get; init; }

    /// <summary>The server is another process or application than when the load began; null where that cannot be seen.</summary>
    public bool? Restarted { get; init; }

    public string? Note { get; init; }
}

/// <summary>Sums over the driver and all executors. Counters are those of the load, not of the application's life.</summary>
public sealed record ExecutorTotals
{
    /// <summary>Executors and driver that were alive when the load ended; with <c>local</c> the driver is the only one.</summary>
    public required int Alive { get; init; }

    /// <summary>Executors that were lost during the load.</summary>
    public required int Lost { get; init; }

    /// <summary>
    /// The largest JVM heap of one executor. Spark keeps only the peak of an executor's life, so this is the load's own peak only
    /// where <see cref="HeapPeakIsOfLoad"/>; else the load stayed at or below it. Null until Spark's first heartbeat.
    /// </summary>
    public long? PeakHeapBytes { get; init; }

    /// <summary>The peak rose during the load.</summary>
    public required bool HeapPeakIsOfLoad { get; init; }

    /// <summary>As of the last heartbeat, up to 10 seconds late; <see cref="ServerResources.GcTimeMs"/> of a local JVM is exact.</summary>
    public required double GcTimeMs { get; init; }

    public required long CompletedTasks { get; init; }

    public required long FailedTasks { get; init; }

    public required long ShuffleReadBytes { get; init; }

    public required long ShuffleWriteBytes { get; init; }

    /// <summary>Memory that cached blocks take when the load has ended.</summary>
    public required long StorageMemoryBytes { get; init; }
}

/// <summary>What a full collection left in the heap of the server's JVM.</summary>
/// <param name="HeapBytes">All live objects.</param>
/// <param name="ExecuteHolders">Spark Connect's executions: those running and those not yet released.</param>
/// <param name="SessionHolders">Spark Connect's sessions.</param>
public sealed record LiveObjects(long HeapBytes, int ExecuteHolders, int SessionHolders)
{
    /// <summary>Sessions that this process had open then.</summary>
    public int OwnSessions { get; init; }

    /// <summary>Sessions that are nobody's of this process any more.</summary>
    [JsonIgnore]
    public int OtherSessions => Math.Max(0, SessionHolders - OwnSessions);

    /// <summary>Something is there that this process does not use.</summary>
    [JsonIgnore]
    public bool HasOthers => ExecuteHolders > 0 || OtherSessions > 0;

    public bool HasAsManyAs(LiveObjects before) =>
        (ExecuteHolders, OtherSessions) == (before.ExecuteHolders, before.OtherSessions);

    /// <summary>Whether there is an execution, or a session of nobody's, more than there was.</summary>
    public bool HasMoreThan(LiveObjects before) => ExecuteHolders > before.ExecuteHolders || OtherSessions > before.OtherSessions;
}
