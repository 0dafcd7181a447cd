using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>From the interval of a ratio to the word for it.</summary>
internal static class Outcomes
{
    /// <param name="ratio">Interval of left to right; a null end is open.</param>
    /// <param name="lowerIsBetter">False for throughput.</param>
    public static ComparisonOutcome Of(Interval ratio, bool lowerIsBetter)
    {
        // A difference that is surely under 10% is called the same, also where it surely is one.
        if (EquivalenceBand.Holds(ratio))
        {
            return ComparisonOutcome.Same;
        }

        return ratio.Low > 1 ? (lowerIsBetter ? ComparisonOutcome.Slower : ComparisonOutcome.Faster)
            : ratio.High < 1 ? (lowerIsBetter ? ComparisonOutcome.Faster : ComparisonOutcome.Slower)
            : ComparisonOutcome.Undecided;
    }
}
