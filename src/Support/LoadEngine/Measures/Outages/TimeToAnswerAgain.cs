using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Outages;

/// <summary>How long clients were without a server that the scenario killed.</summary>
internal sealed class TimeToAnswerAgain() : Measure("time to answer again", "outage.length", Unit.Time)
{
    public override string Meaning =>
        "From the end of the server that the scenario killed to the first answer of the one that was started again.";

    public override IReadOnlyList<string> MustBe => ["under 60 seconds"];

    public override IReadOnlyList<string> KnownAs => ["downtime", "outage", "time to first answer", "time to restart", "restart time"];

    public override Needs Needs => Needs.Outage;

    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Recorder.Outage switch
    {
        var outage when outage?.HappenedWithin(load.Measured) != true =>
            Reading.Inconclusive("the load ended before the server was killed"),
        { Length: { } length } => Reading.Of(length.TotalMilliseconds),
        { StaysAwayBecause: { } because } => Reading.Infinite("no answer") with { Note = because },
        { Begins: { } begins } outage when outage.OutlastsBecause(load.Measured) is { } tooShort
            && expectation.Comparison.Holds((load.Measured - begins).TotalMilliseconds, expectation.Threshold) =>
            new Reading { Text = "unknown", TooShort = tooShort },
        _ => Reading.Infinite("no answer after the server was killed"),
    };
}
