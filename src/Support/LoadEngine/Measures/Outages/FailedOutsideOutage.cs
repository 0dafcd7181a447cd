using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Outages;

/// <summary>Queries without a complete answer that the outage does not excuse.</summary>
internal sealed class FailedOutsideOutage() : Measure("failed queries outside of the outage", "outage.failedOutside", Unit.Count)
{
    public override string Meaning =>
        "Failed queries that were at no time under way between the end of the server and the first answer of the one that was started again.";

    public override IReadOnlyList<string> MustBe => ["none", "at most 3"];

    public override IReadOnlyList<string> KnownAs => ["errors outside of the outage", "errors after restart"];

    public override Needs Needs => Needs.Outage;

    // An outage without an end would excuse whatever fails after it.
    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Recorder.Outage switch
    {
        var outage when outage?.HappenedWithin(load.Measured) != true =>
            Reading.Inconclusive("the load ended before the server was killed"),
        { } outage when outage.OutlastsBecause(load.Measured) is { } tooShort
            && expectation.Comparison.Holds(outage.Outside, expectation.Threshold) =>
            new Reading { Text = "unknown", TooShort = tooShort },
        { Length: null } outage when outage.OutlastsBecause(load.Measured) is null =>
            Reading.Infinite("no answer after the server was killed") with { Note = outage.StaysAwayBecause },
        var outage => Reading.Of(outage!.Outside) with
        {
            Text = $"{Figures.Count(outage.Outside)} of {Figures.Count(load.Counts.Planned)}, and {Figures.Count(outage.Within)} within it",
        },
    };
}
