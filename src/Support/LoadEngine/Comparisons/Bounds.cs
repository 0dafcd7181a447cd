namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>A logarithm of a figure of one run with its interval; −∞ and +∞ are open ends, a value of +∞ was not reached.</summary>
internal readonly record struct Bounds(double Value, double Low, double High)
{
    public static Bounds Unknown { get; } = new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);

    public static Bounds NotReached { get; } = new(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>
    /// The interval of a difference from those of its two parts (MOVER: Zou and Donner, Statistics in Medicine 27, 2008). Where a part was
    /// not reached, the outermost ends count.
    /// </summary>
    public static CostInterval Difference(Bounds subject, Bounds reference)
    {
        var value = subject.Value - reference.Value;
        if (!double.IsFinite(value))
        {
            return new CostInterval(
                NotNaN(subject.Low - reference.High, double.NegativeInfinity),
                NotNaN(subject.High - reference.Low, double.PositiveInfinity));
        }

        return new CostInterval(
            value - Math.Sqrt(Square(subject.Value - subject.Low) + Square(reference.High - reference.Value)),
            value + Math.Sqrt(Square(subject.High - subject.Value) + Square(reference.Value - reference.Low)));
    }

    private static double Square(double value) => value * value;

    private static double NotNaN(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
