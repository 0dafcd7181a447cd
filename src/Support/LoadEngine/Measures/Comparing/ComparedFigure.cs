using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures.Comparing;

/// <summary>A measure of one side compared with the same of another; judged by the comparison, not by one load.</summary>
/// <param name="compared">What is compared.</param>
/// <param name="side">The other side, as the row writes it after <c>compared with</c>.</param>
internal sealed class ComparedFigure(ComparedMeasure compared, string side)
    : Measure(compared.Name + Joint + side, $"{compared.Key}.comparedWith.{Slug(side)}", Unit.Times)
{
    private const string Joint = " compared with ";

    public override string Meaning => $"The {compared.Name} divided by that of {side}, judged by the interval of the ratio.";

    public override IReadOnlyList<string> MustBe => compared switch
    {
        { IsTime: true } => ["no slower", "faster", "same", "at most 3 times", "lower", "no higher"],
        { LowerIsBetter: true } => ["lower", "no higher", "same", "at most 3 times"],
        _ => ["no lower", "higher", "same", "at least 0.5 times"],
    };

    public override string UnitWords => "ratio of this side's figure to the other's";

    public override bool IsOfAllLoads => compared.IsOfTheClient;

    public override string? ComparedWith => side;

    public override string? Unfit(LoadPlan plan) =>
        plan.Shape.IsSearch ? "a search for the capacity has no single load that could be compared"
        : compared.OfRun is null && Same(side, Sides.Baseline)
            ? $"a run has one figure of {compared.Name}, and two single figures cannot be told apart; with the baseline "
                + $"{string.Join(", ", ComparedMeasure.OfLoads.Select(measure => measure.Name))} can be compared"
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        throw new InvalidOperationException($"{Name} is judged by the comparison.");

    public override CriterionResult Judge(Criterion row, MeasuredScenario scenario) =>
        ComparedJudge.Judge(row, scenario.Comparisons.FirstOrDefault(made => IsOf(made, row.Row)), scenario.Evidence);

    /// <summary>Reads <c>median latency compared with Spark 3.5.8</c>; null if it is nothing of that kind.</summary>
    public static ComparedFigure? TryParse(string words)
    {
        var joint = words.IndexOf(Joint, StringComparison.OrdinalIgnoreCase);
        return joint >= 0 && ComparedMeasure.All.FirstOrDefault(measure => Same(measure.Name, words[..joint])) is { } what
            ? new ComparedFigure(what, words[(joint + Joint.Length)..])
            : null;
    }

    /// <summary>
    /// Reads <c>lower</c>, <c>no slower</c>, <c>same</c>, <c>at most 3 times</c>; null if it says nothing of this measure.
    /// </summary>
    public override Expectation? Expect(string words) => words.ToLowerInvariant() switch
    {
        "same" => Of(Comparison.Within, EquivalenceBand.High),
        "lower" when compared.LowerIsBetter => Of(Comparison.Under, 1),
        "no higher" when compared.LowerIsBetter => Of(Comparison.Under, EquivalenceBand.High),
        "faster" when compared.IsTime => Of(Comparison.Under, 1),
        "no slower" when compared.IsTime => Of(Comparison.Under, EquivalenceBand.High),
        "higher" when !compared.LowerIsBetter => Of(Comparison.Above, 1),
        "no lower" when !compared.LowerIsBetter => Of(Comparison.Above, EquivalenceBand.Low),
        _ => Expectation.TryParse(words) is { Unit: Unit.Times } factor
            && factor.Comparison == (compared.LowerIsBetter ? Comparison.AtMost : Comparison.AtLeast) ? factor : null,
    };

    private bool IsOf(ComparisonResult made, CriterionRow row) =>
        made.Key == compared.Key
        && Same(side, made.Reference)
        && (row.Load is null || row.Load.Equals(made.Load ?? row.Load, StringComparison.OrdinalIgnoreCase));

    private static Expectation Of(Comparison comparison, double threshold) => new(comparison, threshold, Unit.Times);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    internal static string Slug(string side) =>
        string.Join('-', side.ToLowerInvariant().Split(' ', '"').Where(word => word is not ("the" or "")));
}
