using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Successes that ended within the load's duration, divided by that duration.</summary>
internal sealed class Throughput() : Measure("throughput", "throughput", Unit.Rate)
{
    public override string Meaning => "Successful answers that arrived within the load's duration, divided by that duration.";

    public override IReadOnlyList<string> MustBe => ["above 0.8 queries per second"];

    public override IReadOnlyList<string> KnownAs =>
    [
        "throughput rate", "rps", "qps", "tps", "req/s", "requests/s", "queries/s", "requests per second", "queries per second",
        "transactions per second", "queries per minute", "request rate", "query rate", "rate",
    ];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override IReadOnlyList<ComparedMeasure> Compared =>
        [new(this, "queries/s", side => side.Load.ThroughputPerSecond) { LowerIsBetter = false, OfRun = RunComparison.OfThroughput }];

    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Measured <= TimeSpan.Zero
        ? Reading.Inconclusive("the load had no time")
        : Reading.Of(load.ThroughputPerSecond);

    // Whatever the end of the run cut off might have been answered.
    public override double? ReadUndisturbed(LoadMeasurement load) =>
        (load.Paused > TimeSpan.Zero || load.Recorder.CutOff > 0) && load.Paused < load.Measured
            ? (load.Counts.SucceededInTime + load.Recorder.CutOff) / (load.Measured - load.Paused).TotalSeconds
            : null;
}
