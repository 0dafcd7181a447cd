namespace SparkLoad.LivingDoc.Model;

/// <summary>What a load has done so far.</summary>
/// <param name="Planned">Queries planned until now.</param>
/// <param name="Succeeded">Answered completely.</param>
/// <param name="Failed">Failed, timed out, unfinished or never started.</param>
/// <param name="InFlight">Sent and not yet answered.</param>
/// <param name="ElapsedSeconds">Since the load began.</param>
/// <param name="P95Ms">95th percentile of scheduled latency so far; null where none is finite.</param>
public sealed record LiveFigures(long Planned, long Succeeded, long Failed, int InFlight, double ElapsedSeconds, double? P95Ms);
