using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Comparisons that were never made.</summary>
internal static class Comparisons
{
    private const double Confidence = 1 - (0.01 / 7);

    /// <summary>One of every outcome, in rounds with PySpark.</summary>
    public static IReadOnlyList<ComparisonResult> WithPython { get; } =
    [
        Of("latency.scheduled.p50", 0.712, 0.664, 0.761, ComparisonOutcome.Faster, 38.2, 53.7),
        Of("latency.scheduled.p95", 0.988, 0.941, 1.042, ComparisonOutcome.Same, 71.3, 72.2),
        Of("latency.scheduled.p99", 1.31, 1.14, 1.52, ComparisonOutcome.Slower, 162, 124),
        Of("latency.scheduled.mean", 0.94, 0.79, 1.13, ComparisonOutcome.Undecided, 44, 46.8),
        Of("throughput", 1.0, 0.999, 1.001, ComparisonOutcome.Same, 10, 10),
        Of("client.cpu.perQuery", 0.231, 0.208, 0.26, ComparisonOutcome.Faster, 3.4, 14.7),
        Of("client.memory.peak", null, 1.4, null, ComparisonOutcome.Slower, null, 182e6) with
        {
            Note = "this client was not reached in 2 of 20 rounds, because queries failed",
        },
    ];

    /// <summary>Of two runs without rounds.</summary>
    public static IReadOnlyList<ComparisonResult> WithBaseline { get; } =
    [
        new("latency.scheduled.p95", "this run", "the baseline", 1.05, new(0.97, 1.14), ComparisonOutcome.Undecided, 0)
        {
            Confidence = 0.998,
            SubjectFigure = 71.3,
            ReferenceFigure = 67.9,
            Note = "the baseline is run 2026-11-20T06-00-00Z-aaaa of 2026-11-20, Spark 4.1.1; of two runs only a difference over 10% "
                + "counts",
        },
    ];

    /// <summary>An acceptance run with comparisons in its first scenarios.</summary>
    public static RunFixture Acceptance(params IReadOnlyList<ComparisonResult>[] comparisons)
    {
        var run = Runs.Acceptance("2026-11-28T00-00-00Z-c0c0");
        var ids = run.Result.Scenarios.Select(scenario => scenario.Id).ToList();
        return run.With(scenario => ids.IndexOf(scenario.Id) is var at && at >= comparisons.Length ? scenario : scenario with
        {
            Comparisons = comparisons[at],
            Criteria =
            [
                .. scenario.Criteria,
                new()
                {
                    Key = "latency.scheduled.p50.comparedWith.python",
                    Measure = "median latency compared with Python",
                    MustBe = "no slower",
                    Comparison = "under",
                    Threshold = 1.1,
                    Unit = "times",
                    Measured = 0.712,
                    MeasuredText = "0.712× (0.664 to 0.761)",
                    Margin = 0.353,
                    Interval = new(0.664, 0.761),
                    Verdict = CriterionVerdict.Met,
                    Note = "20 rounds, interval of 99.86%",
                },
            ],
        });
    }

    private static ComparisonResult Of(
        string key, double? ratio, double? low, double? high, ComparisonOutcome outcome, double? left, double? right) =>
        new(key, "this client", "Python", ratio, new(low, high), outcome, 20) {
            Confidence = Confidence,
            SubjectFigure = left,
            ReferenceFigure = right };
}
