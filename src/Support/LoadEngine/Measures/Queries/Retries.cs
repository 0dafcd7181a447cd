using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often a query was sent again after a transient error.</summary>
internal sealed class Retries() : Measure("retries", "queries.retries", Unit.Count)
{
    public override string Meaning => "How often a query was sent again after a transient error.";

    public override IReadOnlyList<string> MustBe => ["none", "at most 5"];

    public override IReadOnlyList<string> KnownAs => ["retry", "retry count", "retry rate", "number of retries"];

    public override string Counted => "retries";

    public override Needs Needs => Needs.CountsOfRetries;

    public override Reading Read(LoadMeasurement load, Expectation expectation) => Reading.Of(load.Counts.Retries);
}
