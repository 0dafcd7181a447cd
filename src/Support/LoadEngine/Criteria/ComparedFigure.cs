using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A measure of one side compared with the same of another; judged by the comparison, not by one load.</summary>
/// <param name="What">What is compared.</param>
/// <param name="Side">The other side, as the row writes it after <c>compared with</c>.</param>
internal sealed record ComparedFigure(ComparedMeasure What, string Side) : Measure($"{What.Key}.comparedWith.{Slug(Side)}", Unit.Times)
{
    private const string Joint = " compared with ";

    public override bool IsOfAllLoads => What.IsOfTheClient;

    public override string? Unfit(LoadPlan plan) =>
        plan.Shape is CapacityLoad ? "a search for the capacity has no single load that could be compared"
        : What.IsOfTheClient && IsSide(Sides.Baseline)
            ? $"a run has one figure of {What.Name}, and two single figures cannot be told apart; with the baseline "
                + $"{string.Join(", ", ComparedMeasure.OfLoads.Select(measure => measure.Name))} can be compared"
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        throw new InvalidOperationException($"{What.Name} compared with {Side} is judged by the comparison.");

    /// <summary>Reads <c>median latency compared with Spark 3.5.8</c>; null if it is nothing of that kind.</summary>
    public static ComparedFigure? TryParse(string text)
    {
        var joint = text.IndexOf(Joint, StringComparison.OrdinalIgnoreCase);
        return joint >= 0 && ComparedMeasure.All.FirstOrDefault(measure => Same(measure.Name, text[..joint])) is { } what
            ? new ComparedFigure(what, text[(joint + Joint.Length)..])
            : null;
    }

    public bool IsSide(string name) => Same(Side, name);

    /// <summary>Reads <c>lower</c>, <c>no slower</c>, <c>same</c>; null if it says nothing of this measure.</summary>
    public Expectation? Expected(string words) => words.ToLowerInvariant() switch
    {
        "same" => Of(Comparison.Within, EquivalenceBand.High),
        "lower" when What.LowerIsBetter => Of(Comparison.Under, 1),
        "no higher" when What.LowerIsBetter => Of(Comparison.Under, EquivalenceBand.High),
        "faster" when What.IsTime => Of(Comparison.Under, 1),
        "no slower" when What.IsTime => Of(Comparison.Under, EquivalenceBand.High),
        "higher" when !What.LowerIsBetter => Of(Comparison.Above, 1),
        "no lower" when !What.LowerIsBetter => Of(Comparison.Above, EquivalenceBand.Low),
        _ => null,
    };

    private static Expectation Of(Comparison comparison, double threshold) => new(comparison, threshold, Unit.Times);

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Slug(string side) => string.Join('-', side.ToLowerInvariant().Split(' ').Where(word => word != "the"));
}
