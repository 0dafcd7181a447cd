using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>Highest resident memory of the server's process within the load.</summary>
internal sealed class ServerMemory() : ResourceMeasure("server memory", "server.memory.peak", Unit.Memory)
{
    public override string Meaning =>
        "The highest resident memory of the server's process, where it can be seen: on a Spark home on Linux, outside comparisons.";

    public override IReadOnlyList<string> MustBe => ["under 8 GB"];

    public override IReadOnlyList<string> KnownAs => ["server ram", "server rss", "server heap", "server memory usage"];

    public override Needs Needs => Needs.ServerInSight;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        load.Resources?.Server is { PeakMemoryBytes: { } peak } server
        ? Peak(load, peak, server.MemorySamples ?? 0)
        : Reading.Inconclusive(load.Resources?.Server?.Note ?? "the server's memory cannot be seen");
}
