using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Ratios that count as no difference: neither side is more than 10% above the other, which is 1/1.1 to 1.1
/// and reads the same from both sides.
/// </summary>
public static class EquivalenceBand
{
    public const double High = 1.1;

    public const double Low = 1 / High;

    internal static bool Holds(Interval interval) => interval.Low > Low && interval.High < High;
}
