namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A row of the criteria table as the feature writes it.</summary>
/// <param name="Measure">As <c>95th percentile latency</c>.</param>
/// <param name="MustBe">As <c>under 5 seconds</c>.</param>
/// <param name="Load">The load that is judged, where the scenario has several.</param>
public sealed record CriterionRow(string Measure, string MustBe, string? Load = null)
{
    public override string ToString() => Load is null ? $"| {Measure} | {MustBe} |" : $"| {Load} | {Measure} | {MustBe} |";
}
