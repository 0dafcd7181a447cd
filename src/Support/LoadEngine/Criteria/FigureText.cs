using System.Globalization;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Figures as people read them: three significant digits and a unit.</summary>
internal static class FigureText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Of(double value, Unit unit, int digits = 3) => unit switch
    {
        Unit.Ratio => $"{Number(value * 100, digits)}%",
        Unit.Rate => Number(value, digits) is var rate && rate == "1" ? "1 query per second" : $"{rate} queries per second",
        Unit.Time => Time(value, digits),
        Unit.Memory => Memory(value, digits),
        Unit.Growth => $"{Memory(value, digits)} per hour",
        Unit.Times => $"{Number(value, digits)} times",
        _ => value.ToString("#,##0.###", Culture),
    };

    /// <summary>As <see cref="Of"/>, with as many more digits as it takes to stand on the right side of the threshold.</summary>
    public static string Beside(double value, Expectation expectation)
    {
        var holds = expectation.Comparison.Holds(value, expectation.Threshold);
        for (var digits = 3; digits < 9; digits++)
        {
            if (expectation.Comparison.Holds(Rounded(value, digits), expectation.Threshold) == holds)
            {
                return Of(value, expectation.Unit, digits);
            }
        }

        return Of(value, expectation.Unit, 9);
    }

    public static string Count(long value) => value.ToString("#,##0", Culture);

    private static string Time(double milliseconds, int digits) => Math.Abs(milliseconds) switch
    {
        < 1 => $"{Number(milliseconds * 1000, digits)} µs",
        < 1000 => $"{Number(milliseconds, digits)} ms",
        < 600_000 => $"{Number(milliseconds / 1000, digits)} s",
        _ => $"{Number(milliseconds / 60_000, digits)} min",
    };

    private static string Memory(double bytes, int digits) => Math.Abs(bytes) switch
    {
        < 1e3 => $"{Number(bytes, digits)} bytes",
        < 1e6 => $"{Number(bytes / 1e3, digits)} KB",
        < 1e9 => $"{Number(bytes / 1e6, digits)} MB",
        < 1e12 => $"{Number(bytes / 1e9, digits)} GB",
        _ => $"{Number(bytes / 1e12, digits)} TB",
    };

    public static string Number(double value, int digits = 3)
    {
        var rounded = Rounded(value, digits);
        var decimals = Math.Clamp(digits - 1 - Exponent(rounded), 0, 15);
        var text = rounded.ToString("F" + decimals.ToString(Culture), Culture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static double Rounded(double value, int digits)
    {
        var decimals = digits - 1 - Exponent(value);
        return decimals >= 0 ? Math.Round(value, Math.Min(decimals, 15)) : Math.Round(value);
    }

    private static int Exponent(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
}
