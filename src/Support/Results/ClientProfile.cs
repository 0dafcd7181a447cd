namespace SparkLoad.Results;

/// <summary>What a profiler saw of the client while the load ran, where the scenario asked for one.</summary>
public sealed record ClientProfile
{
    /// <summary>In words, why there is no profile or what it lacks; null where nothing is lacking.</summary>
    public string? Note { get; init; }

    /// <summary>The recording (<c>.nettrace</c>), by its path in the run's folder; null where there is none.</summary>
    public string? Trace { get; init; }

    /// <summary>Length of the part of the load that was recorded.</summary>
    public double? DurationMs { get; init; }

    /// <summary>Null where the recording could not be read; so are the next two.</summary>
    public CpuProfile? Cpu { get; init; }

    public AllocationProfile? Allocations { get; init; }

    public GcProfile? Gc { get; init; }
}

/// <summary>Where running managed code was met. Native code, the kernel and threads that wait are not in it.</summary>
public sealed record CpuProfile
{
    /// <summary>Samples of threads that ran managed code, or were ready to.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples of all threads, those that wait or run native code included.</summary>
    public required long ThreadSamples { get; init; }

    /// <summary>Time from one look at all threads to the next, as it came out; null where there was none.</summary>
    public double? IntervalMs { get; init; }

    /// <summary>
    /// The call tree from its root down, each frame before those that it called, and the one with the most samples first. Frames
    /// that would be too narrow or too deep to see are left out.
    /// </summary>
    public required IReadOnlyList<ProfileFrame> Frames { get; init; }
}

/// <summary>A method in the call tree.</summary>
/// <param name="Name">Type and method, without its parameters.</param>
/// <param name="Depth">0 for the root, which stands for all samples.</param>
/// <param name="Start">Samples that lie left of it.</param>
/// <param name="Samples">Samples in it and in what it called.</param>
public sealed record ProfileFrame(string Name, int Depth, long Start, long Samples);

/// <summary>What was allocated, estimated from a random sample of about one object in each 100 KB.</summary>
/// <param name="Bytes">All types together.</param>
/// <param name="Samples">Sampled objects; the estimate's relative error is about one over the root of their number.</param>
/// <param name="Types">Those with the most bytes, descending.</param>
public sealed record AllocationProfile(long Bytes, long Samples, IReadOnlyList<AllocatedType> Types);

/// <summary>What objects of one type took when they were allocated.</summary>
public sealed record AllocatedType(string Type, long Bytes, long Samples);

/// <summary>Collections of the client's garbage within the load.</summary>
public sealed record GcProfile
{
    public required int Collections { get; init; }

    /// <summary>How long all of them together held the client up.</summary>
    public required double PauseMs { get; init; }

    public required double LongestPauseMs { get; init; }

    /// <summary>The longest of them, in order of time.</summary>
    public required IReadOnlyList<GcPause> Pauses { get; init; }
}

/// <summary>One collection.</summary>
/// <param name="T">Seconds since the load began.</param>
/// <param name="Generation">The oldest generation that it took.</param>
/// <param name="PauseMs">How long it held the client up.</param>
/// <param name="Reason">Why it happened, as the runtime says it.</param>
public sealed record GcPause(double T, int Generation, double PauseMs, string Reason);
