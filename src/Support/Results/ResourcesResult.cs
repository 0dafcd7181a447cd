namespace SparkLoad.Results;

/// <summary>What the load cost: the client's process and, where it can be seen, the server.</summary>
public sealed record ResourcesResult(ClientResources? Client, ServerResources? Server);

/// <summary>The client's process while the load ran (DESIGN §6, Memory and CPU per query).</summary>
public sealed record ClientResources
{
    /// <summary>Highest resident memory of at least four samples a second within the load.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Resident memory when the load began, after a full compacting collection.</summary>
    public required long StartMemoryBytes { get; init; }

    /// <summary>Theil–Sen slope of one-minute minima, first five minutes left out; null for loads under ten minutes.</summary>
    public double? MemoryGrowthBytesPerHour { get; init; }

    /// <summary>Two-sided 95% interval of that slope; its upper end is what is judged.</summary>
    public Interval? MemoryGrowthInterval { get; init; }

    public required int MemorySamples { get; init; }

    /// <summary>Longest time between two samples; above 250 the peak rests on fewer than four samples a second.</summary>
    public double? LongestSampleGapMs { get; init; }

    public required long PeakManagedHeapBytes { get; init; }

    public required long AllocatedBytes { get; init; }

    public double? AllocatedBytesPerSecond { get; init; }

    /// <summary>CPU of the whole process, all cores, user and kernel, from the load's begin to its end.</summary>
    public required double CpuMs { get; init; }

    /// <summary>CPU per answered query, that of failures and the idle cost left in; null where no query was answered.</summary>
    public double? CpuMsPerQuery { get; init; }

    /// <summary>CPU per second of the idle process, measured before the load.</summary>
    public double? IdleCpuMsPerSecond { get; init; }

    public required double GcPauseMs { get; init; }

    /// <summary>Collections by generation 0, 1, 2; each is counted once, under the oldest generation that it took.</summary>
    public required IReadOnlyList<int> GcCollections { get; init; }

    public required int PeakThreads { get; init; }

    public required int PeakHandles { get; init; }

    /// <summary>Null where the scenario did not ask for a profile.</summary>
    public ClientProfile? Profile { get; init; }
}
