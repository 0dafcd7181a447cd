using SparkLoad.LivingDoc.Comparing;
using SparkLoad.LivingDoc.Text;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>Comparisons as people read them: latency is slower or faster, CPU, memory and throughput are higher or lower.</summary>
internal static class ComparisonWords
{
    private static readonly string[] Worst = ["slower", "higher", "lower", "faster", "undecided", "the same within 10%"];

    public static string Name(ComparisonResult comparison)
    {
        var name = ComparedMeasure.Find(comparison.Key)?.Name ?? Plain.Text(comparison.Key, 60);
        return comparison.Load is null ? name : $"{name} of {Plain.Text(comparison.Load, 60)}";
    }

    /// <summary>A comparison of this run with an earlier one, which has no rounds.</summary>
    public static bool IsOfTwoRuns(ComparisonResult comparison) =>
        comparison.Rounds == 0 && comparison.Reference is Sides.Baseline or Sides.PreviousRun;

    /// <summary>
    /// How many measures of a comparison with earlier runs came out in which way: <c>1 slower, 4 the same within 10%</c>.
    /// </summary>
    public static string Tally(params IReadOnlyList<EarlierRun> earlier)
    {
        var outcomes = earlier.SelectMany(run => run.Comparisons).CountBy(Outcome).OrderBy(outcome => Array.IndexOf(Worst, outcome.Key))
            .ToList();
        return outcomes.Count == 0
            ? "not compared"
            : string.Join(", ", outcomes.Select(outcome => $"{Figures.Count(outcome.Value)} {outcome.Key}"));
    }

    /// <summary>Why there is no comparison with an earlier run.</summary>
    public static string WhyNot(EarlierRun earlier) => earlier.Obstacle is { } obstacle
        ? $"Not compared: {Plain.Text(obstacle, 400)}."
        : "Not compared: the results of that run do not hold the figures that a comparison needs.";

    public static string Outcome(ComparisonResult comparison)
    {
        var measure = ComparedMeasure.Find(comparison.Key);
        return (comparison.Outcome, measure) switch
        {
            (ComparisonOutcome.Same, _) => "the same within 10%",
            (ComparisonOutcome.Undecided, _) => "undecided",
            (ComparisonOutcome.Slower, null or { IsTime: true }) => "slower",
            (ComparisonOutcome.Faster, null or { IsTime: true }) => "faster",
            (ComparisonOutcome.Slower, { LowerIsBetter: true }) or (ComparisonOutcome.Faster, { LowerIsBetter: false }) => "higher",
            _ => "lower",
        };
    }

    /// <summary>Class of the outcome: what is worse, better, equal or open for the subject.</summary>
    public static string Look(ComparisonResult comparison) => comparison.Outcome switch
    {
        ComparisonOutcome.Slower => "slower",
        ComparisonOutcome.Faster => "faster",
        ComparisonOutcome.Same => "same",
        _ => "undecided",
    };

    public static string Sign(ComparisonResult comparison) => comparison.Outcome switch
    {
        ComparisonOutcome.Same => "=",
        ComparisonOutcome.Undecided => "?",
        _ => Outcome(comparison) is "slower" or "higher" ? "▲" : "▼",
    };

    public static string Ratio(ComparisonResult comparison) => comparison.Ratio is { } ratio ? Figures.Times(ratio) : "not reached";

    public static string Interval(ComparisonResult comparison) => comparison.Interval switch
    {
        null or { Low: null, High: null } => "open",
        { Low: { } low, High: { } high } => $"{Figures.Number(low)} to {Figures.Times(high)}",
        { Low: { } low } => $"{Figures.Times(low)} or more",
        { High: { } high } => $"up to {Figures.Times(high)}",
    };

    public static string Figure(ComparisonResult comparison, double? figure) =>
        figure is { } value ? Figures.WithUnit(value, ComparedMeasure.Find(comparison.Key)?.Unit ?? "") : "";

    public static string Sentence(ComparisonResult comparison) =>
        $"{Name(comparison)} {Outcome(comparison)}, {Ratio(comparison)}, interval {Interval(comparison)}";
}
