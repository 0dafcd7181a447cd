namespace SparkLoad.LoadEngine.Recording;

/// <summary>Where a running load stands.</summary>
/// <param name="Load">The load's name.</param>
/// <param name="Elapsed">Since the load began; beyond <paramref name="Duration"/> while the last answers are awaited.</param>
/// <param name="Duration">Its scaled duration.</param>
/// <param name="PlannedInAll">Queries that the whole schedule holds; null for back-to-back loads.</param>
/// <param name="Planned">Planned starts so far.</param>
/// <param name="Done">Queries that ended, however.</param>
/// <param name="Failed">Those of them without a complete answer in time.</param>
/// <param name="InFlight">Sent and not yet answered.</param>
/// <param name="P95Ms">95th percentile of the scheduled latency so far; null if failures make it infinite or nothing has ended.</param>
public sealed record LoadProgress(
    string Load, TimeSpan Elapsed, TimeSpan Duration, long? PlannedInAll, long Planned, long Done, long Failed, int InFlight, double? P95Ms);
