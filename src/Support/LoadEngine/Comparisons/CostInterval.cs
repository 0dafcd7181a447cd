using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Where the logarithm of what the subject costs to what the reference costs lies, so that more is always worse for the subject.
/// −∞ and +∞ are open ends; a lower end of +∞ is a side that is never reached.
/// </summary>
internal readonly record struct CostInterval(double Low, double High)
{
    private static readonly double Tenth = Math.Log(EquivalenceBand.High);

    /// <summary>What the subject is. A difference that is surely under 10% is called the same, also where it surely is one.</summary>
    public ComparisonOutcome Outcome =>
        Low > -Tenth && High < Tenth ? ComparisonOutcome.Same
        : Low > 0 ? ComparisonOutcome.Slower
        : High < 0 ? ComparisonOutcome.Faster
        : ComparisonOutcome.Undecided;

    /// <summary>The same where a difference must be over 10% for sure: two single runs differ by less than that for many reasons.</summary>
    public ComparisonOutcome OutcomeOfTwoRuns =>
        Low > -Tenth && High < Tenth ? ComparisonOutcome.Same
        : Low > Tenth ? ComparisonOutcome.Slower
        : High < -Tenth ? ComparisonOutcome.Faster
        : ComparisonOutcome.Undecided;

    public Interval Ratio(bool lowerIsBetter) => lowerIsBetter
        ? new Interval(FromCost(Low, lowerIsBetter), FromCost(High, lowerIsBetter))
        : new Interval(FromCost(High, lowerIsBetter), FromCost(Low, lowerIsBetter));

    public static double ToCost(double figure, bool lowerIsBetter) => lowerIsBetter ? Math.Log(figure) : -Math.Log(figure);

    /// <summary>Null for what is not finite.</summary>
    public static double? FromCost(double cost, bool lowerIsBetter) =>
        double.IsFinite(cost) ? Math.Exp(lowerIsBetter ? cost : -cost) : null;
}
