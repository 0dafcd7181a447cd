namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often a query was sent again after a transient error.</summary>
internal sealed class Retries() : EventCount("retries", "queries.retries", counts => counts.Retries)
{
    public override string Meaning => "How often a query was sent again after a transient error.";

    public override IReadOnlyList<string> MustBe => ["none", "at most 5"];

    public override IReadOnlyList<string> KnownAs => ["retry", "retry count", "retry rate", "number of retries"];

    public override string Counted => "retries";

    public override Needs Needs => Needs.CountsOfRetries;
}
