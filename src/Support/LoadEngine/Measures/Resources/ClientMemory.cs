using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>Highest resident memory of the client's process within the load.</summary>
internal sealed class ClientMemory() : ResourceMeasure("client memory", "client.memory.peak", Unit.Memory)
{
    public override string Meaning =>
        "Memory per client: the highest resident memory of the process that runs the load, at least four samples a second.";

    public override IReadOnlyList<string> MustBe => ["under 5 GB"];

    public override IReadOnlyList<string> KnownAs =>
        ["memory", "memory usage", "ram", "ram usage", "rss", "heap", "client ram", "client rss", "client heap", "peak memory"];

    public override IReadOnlyList<ComparedMeasure> Compared =>
    [
        // Infinite with any failure: the peak would not be that of the whole load.
        new(this, "bytes", side => side.PeakMemoryBytes is not { } peak ? double.NaN : side.HasFailures ? null : peak)
        {
            IsOfTheClient = true,
        },
    ];

    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Resources?.Client is { } client
        ? Peak(load, client.PeakMemoryBytes, client.MemorySamples)
        : Reading.Inconclusive("the client's memory was not watched");
}
