namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>A logarithm of a figure of one run with its interval; −∞ and +∞ are open ends, a value of +∞ was not reached.</summary>
internal readonly record struct Bounds(double Value, double Low, double High)
{
    public static Bounds Unknown { get; } = new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>
    /// The interval of a difference from those of its two parts (MOVER: Zou and Donner, Statistics in Medicine 27, 2008). Where a part was
    /// not reached, the outermost ends count.
    /// </summary>
    public static CostInterval Difference(Bounds left, Bounds right)
    {
        var value = left.Value - right.Value;
        if (!double.IsFinite(value))
        {
            return new CostInterval(NotNaN(left.Low - right.High, double.NegativeInfinity), NotNaN(left.High - right.Low, double.PositiveInfinity));
        }

        return new CostInterval(
            value - Math.Sqrt(Square(left.Value - left.Low) + Square(right.High - right.Value)),
            value + Math.Sqrt(Square(left.High - left.Value) + Square(right.Value - right.Low)));
    }

    private static double Square(double value) => value * value;

    private static double NotNaN(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
