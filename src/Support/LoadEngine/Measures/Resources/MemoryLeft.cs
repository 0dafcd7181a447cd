using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>Memory that the server does not give back once nobody asks anything any more.</summary>
internal sealed class MemoryLeft() : ResourceMeasure("memory left on the server", "server.memory.left", Unit.Memory)
{
    public override string Meaning =>
        "Memory of the live objects in the server's heap after the load beyond those before it, each after a garbage collection.";

    public override IReadOnlyList<string> MustBe => ["under 100 MB"];

    public override IReadOnlyList<string> KnownAs => ["memory left", "leaked memory", "memory leaked", "server heap left"];

    public override Needs Needs => Needs.ServerInSight;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var server = load.Resources?.Server;
        if (server is not { LiveBefore.HeapBytes: var before, LiveAfter.HeapBytes: var after })
        {
            return Reading.Inconclusive(server?.Note ?? "what lives in the server's memory cannot be seen");
        }

        var left = Math.Max(0, after - before);
        return new Reading
        {
            Value = left,
            Text = $"{FigureText.Beside(left, expectation)} ({FigureText.Of(before, Unit.Memory)} before the load, "
                + $"{FigureText.Of(after, Unit.Memory)} after it)",
        };
    }
}
