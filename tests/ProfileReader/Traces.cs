namespace SparkLoad.ProfileReader.Tests;

/// <summary>Recordings, as they are once they are read.</summary>
internal static class Traces
{
    public static RecordedTrace Nothing { get; } = new()
    {
        DurationMs = 0,
        Stacks = [],
        Samples = [],
        ThreadSamples = 0,
        Allocations = [],
        Collections = [],
        LostEvents = 0,
    };

    public static Frame[] Stack(params string[] names) => [.. names.Select(name => new Frame(name, "M"))];
}
