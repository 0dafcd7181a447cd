using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Figures of a measure's unit in words.</summary>
internal static class FigureText
{
    public static string Of(double value, Unit unit, int digits = 3) => Figures.WithUnit(value, NameOf(unit), digits);

    /// <summary>As <see cref="Of"/>, with as many more digits as it takes to stand on the right side of the threshold.</summary>
    public static string Beside(double value, Expectation expectation)
    {
        var holds = expectation.Comparison.Holds(value, expectation.Threshold);
        for (var digits = 3; digits < 9; digits++)
        {
            if (expectation.Comparison.Holds(Figures.Rounded(value, digits), expectation.Threshold) == holds)
            {
                return Of(value, expectation.Unit, digits);
            }
        }

        return Of(value, expectation.Unit, 9);
    }

    /// <summary>The unit as results name it; none of a bare number.</summary>
    private static string NameOf(Unit unit) => unit switch
    {
        Unit.Ratio => "ratio",
        Unit.Rate => "queries/s",
        Unit.Time => "ms",
        Unit.Memory => "bytes",
        Unit.Growth => "bytes/h",
        Unit.Times => "times",
        _ => "",
    };
}
