namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often the client reattached to a running query.</summary>
internal sealed class Reattaches() : EventCount("reattaches", "queries.reattaches", counts => counts.Reattaches)
{
    public override string Meaning => "How often the client reattached to a running query.";

    public override IReadOnlyList<string> MustBe => ["none", "at most 5"];

    public override IReadOnlyList<string> KnownAs => ["reattach", "reattach count", "reconnects", "reconnections"];

    public override string Counted => "reattaches";

    public override Needs Needs => Needs.CountsOfRetries;
}
