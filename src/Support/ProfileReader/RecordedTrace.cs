namespace SparkLoad.ProfileReader;

/// <summary>What a recording holds of the time between its marks.</summary>
internal sealed record RecordedTrace
{
    public required double DurationMs { get; init; }

    /// <summary>Every stack that ran managed code, its root first; samples refer to them by index.</summary>
    public required IReadOnlyList<IReadOnlyList<Frame>> Stacks { get; init; }

    /// <summary>Indices of stacks, in order of time.</summary>
    public required IReadOnlyList<int> Samples { get; init; }

    /// <summary>Samples of all threads, waiting ones included.</summary>
    public required long ThreadSamples { get; init; }

    /// <summary>From one look at all threads to the next; null where there was none.</summary>
    public double? IntervalMs { get; init; }

    public required IReadOnlyList<SampledObject> Allocations { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<Collection> Collections { get; init; }

    /// <summary>Events that the runtime had no room for.</summary>
    public required long LostEvents { get; init; }
}

/// <summary>A method on a stack.</summary>
/// <param name="Name">See <see cref="MethodName"/>.</param>
/// <param name="Module">The assembly that holds it, or empty.</param>
internal readonly record struct Frame(string Name, string Module);

/// <summary>An object that the runtime's allocation sampling picked.</summary>
internal readonly record struct SampledObject(string Type, long Bytes);

/// <summary>A garbage collection; <paramref name="AtMs"/> since the load began.</summary>
internal readonly record struct Collection(double AtMs, int Generation, double PauseMs, string Reason);
