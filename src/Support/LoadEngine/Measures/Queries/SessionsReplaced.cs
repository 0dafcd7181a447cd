using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often a client opened a new session because its own was gone.</summary>
internal sealed class SessionsReplaced() : Measure("sessions replaced", "queries.newSessions", Unit.Count)
{
    public override string Meaning => "How often a client was told that its session is gone, and opened a new one.";

    public override IReadOnlyList<string> MustBe => ["none", "at least 1"];

    public override IReadOnlyList<string> KnownAs => ["new sessions", "lost sessions", "expired sessions", "sessions lost"];

    public override string Counted => "sessions";

    public override Needs Needs => Needs.CountsOfRetries;

    public override string? Unfit(LoadPlan plan) => plan.RenewsSessions
        ? null
        : "no client of the scenario opens a new session; write \"Given a client opens a new session when its own is gone\"";

    public override Reading Read(LoadMeasurement load, Expectation expectation) => Reading.Of(load.Counts.NewSessions);
}
