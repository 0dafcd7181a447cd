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
        if (server is not { LiveBefore: { } before, LiveAfter: { } after })
        {
            return Reading.Inconclusive(server?.Note ?? "what lives in the server's memory cannot be seen");
        }

        var left = Math.Max(0, after.HeapBytes - before.HeapBytes);
        var text = $"{FigureText.Beside(left, expectation)} ({FigureText.Of(before.HeapBytes, Unit.Memory)} before the load, "
            + $"{FigureText.Of(after.HeapBytes, Unit.Memory)} after it)";
        return before.HasMoreThan(after) && expectation.Comparison.Holds(left, expectation.Threshold)
            ? Reading.Inconclusive(
                "sessions or operations of before the load went meanwhile, and their memory may hide what the load leaves: give the "
                + "scenario a Spark of its own (\"started for this scenario\")") with
            {
                Text = text,
            }
            : new Reading { Value = left, Text = text };
    }
}
