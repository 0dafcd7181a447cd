using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>What the page needs of a journal line: when it was planned, and its scheduled latency (infinite unless it succeeded).</summary>
internal readonly record struct QueryPoint(double PlannedMs, float LatencyMs)
{
    public static QueryPoint Of(JournalLine line) => new(
        line.Planned,
        line is { Outcome: QueryOutcome.Succeeded, Ended: { } ended } ? (float)(ended - line.Planned) : float.PositiveInfinity);
}
