using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>The slowest first query of a session, which no percentile holds.</summary>
internal sealed class FirstQueryLatency() : Measure("first query latency", "latency.first", Unit.Time)
{
    public override string Meaning => "The slowest of the sessions' first queries, which are in no percentile.";

    public override IReadOnlyList<string> MustBe => ["under 30 seconds"];

    public override IReadOnlyList<string> KnownAs =>
    [
        "first query", "first query time", "time to first query", "first query duration", "first latency", "cold start",
        "cold start latency",
    ];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answered = load.Recorder.FirstQueryMs.OfType<double>().ToArray();
        if (load.Recorder.FirstQueriesFailed > 0)
        {
            return Reading.Infinite(LatencyMeasure.NotReached(load.Recorder.FirstQueriesFailed, load.Recorder.FirstQueryMs.Count));
        }

        return answered.Length < load.Recorder.FirstQueryMs.Count
            ? Reading.Inconclusive("a session was never asked anything")
            : Reading.Of(answered.Max());
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { FirstQueries: { Count: > 0 } disturbed }
        && load.Recorder.FirstQueriesFailed == disturbed.Count(client => load.Recorder.FirstQueryMs[client] is null)
        ? load.Recorder.FirstQueryMs.Where((_, client) => !disturbed.Contains(client)).Max() ?? 0
        : null;
}
