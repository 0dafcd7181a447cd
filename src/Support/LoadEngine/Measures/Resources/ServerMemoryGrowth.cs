using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>How fast the memory of the server's process grows.</summary>
internal sealed class ServerMemoryGrowth() : ResourceMeasure("server memory growth", "server.memory.growth", Unit.Growth)
{
    public override string Meaning =>
        "Slope of the server's memory over the load, its first five minutes left out, judged by the upper end of its 95% interval.";

    public override IReadOnlyList<string> MustBe => ["under 500 MB per hour"];

    public override IReadOnlyList<string> KnownAs => ["server memory leak", "server leak"];

    public override Needs Needs => Needs.ServerInSight | Needs.UnbrokenLoad;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var server = load.Resources?.Server;
        return Growth(
            load, server?.MemoryGrowthBytesPerHour, server?.MemoryGrowthInterval, server?.Note ?? "the server's memory cannot be seen");
    }
}
