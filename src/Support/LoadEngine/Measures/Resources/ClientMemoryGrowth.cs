using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>How fast the memory of the client's process grows.</summary>
internal sealed class ClientMemoryGrowth() : ResourceMeasure("client memory growth", "client.memory.growth", Unit.Growth)
{
    public override string Meaning =>
        "Slope of the client's memory over the load, its first five minutes left out, judged by the upper end of its 95% interval.";

    public override IReadOnlyList<string> MustBe => ["under 100 MB per hour"];

    public override IReadOnlyList<string> KnownAs =>
        ["memory growth", "memory leak", "memory leaks", "leak", "leaks", "client memory leak"];

    public override Needs Needs => Needs.UnbrokenLoad;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var client = load.Resources?.Client;
        return Growth(load, client?.MemoryGrowthBytesPerHour, client?.MemoryGrowthInterval, note: null);
    }
}
