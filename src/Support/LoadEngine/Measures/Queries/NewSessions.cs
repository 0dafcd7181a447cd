namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often a client had to leave its session for a new one.</summary>
internal sealed class NewSessions() : EventCount("new sessions", "sessions.new", counts => counts.NewSessions)
{
    public override string Meaning => "How often a client opened a new session because the server no longer had its own.";

    public override IReadOnlyList<string> MustBe => ["at least 1", "none"];

    public override IReadOnlyList<string> KnownAs => ["lost sessions", "reopened sessions", "session losses"];

    public override string Counted => "sessions";

    public override Needs Needs => Needs.NewSessions;
}
