namespace SparkLoad.LoadEngine.Plans;

/// <summary>When a load is given up: more than a share of the queries that end fail, for so long without a better second between.</summary>
/// <param name="FailedShare">0 to 1; as 0.5 for "more than half".</param>
/// <param name="For">How long that must last.</param>
public sealed record AbandonRule(double FailedShare, TimeSpan For);
