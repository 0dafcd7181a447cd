using System.Globalization;

namespace SparkLoad.Results.Text;

/// <summary>Figures as people read them: three significant digits, a unit, the same in every culture.</summary>
public static class Figures
{
    private const int Digits = 3;
    private const double Minute = 60_000;
    private const double Hour = 60 * Minute;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly string[] ByteUnits = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>Three significant digits; whole numbers keep all their digits, with a thousands separator.</summary>
    public static string Number(double value) => Number(value, Digits);

    /// <summary>The same with more significant digits.</summary>
    public static string Number(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return "not finite";
        }

        return Math.Abs(value) switch
        {
            0 => "0",
            >= 1e15 => value.ToString("0.00e0", Culture),
            < 0.0005 when digits <= Digits => value.ToString("0.##e0", Culture),
            _ => Rounded(value, digits).ToString("#,0.###############", Culture),
        };
    }

    /// <summary>Rounded to so many significant digits; whole numbers keep all of theirs.</summary>
    public static double Rounded(double value, int digits) =>
        value == 0 ? 0 : Math.Round(value, Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));

    public static string Count(long value) => value.ToString("#,0", Culture);

    /// <summary>
    /// A time given in milliseconds, in the unit that suits its size: <c>412 ms</c>, <c>65 s</c>, <c>2 min</c>, <c>2 h 1 min</c>.
    /// </summary>
    public static string Time(double milliseconds) => Time(milliseconds, Digits);

    /// <summary>The same with more significant digits.</summary>
    public static string Time(double milliseconds, int digits) => Math.Abs(milliseconds) switch
    {
        0 => "0 ms",
        var size when Rounded(size, digits) < 1 => $"{Number(milliseconds * 1000, digits)} µs",
        var size when Rounded(size, digits) < 1000 => $"{Number(milliseconds, digits)} ms",
        var size when Rounded(size, digits) < 10 * Minute && size % Minute != 0 => $"{Number(milliseconds / 1000, digits)} s",
        var size when Rounded(size, digits) < Hour || digits > Digits => $"{Number(milliseconds / Minute, digits)} min",
        _ => HoursAndMinutes(milliseconds),
    };

    /// <summary>Memory in decimal units, as features write thresholds.</summary>
    public static string Bytes(double bytes) => Bytes(bytes, Digits);

    /// <summary>The same with more significant digits.</summary>
    public static string Bytes(double bytes, int digits)
    {
        var (size, unit) = (bytes, 0);
        while (unit < ByteUnits.Length - 1 && Math.Abs(Rounded(size, digits)) >= 1000)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        return $"{Number(size, digits)} {ByteUnits[unit]}";
    }

    /// <summary>A share as a percentage; a share that is not quite 0 or 1 never reads as 0% or 100%.</summary>
    public static string Percent(double ratio, int digits = Digits) => ratio switch
    {
        < 1 when Rounded(ratio * 100, digits) >= 100 => "over 99.9%",
        > 0 and < 0.0001 when digits <= Digits => "under 0.01%",
        _ => $"{Number(ratio * 100, digits)}%",
    };

    public static string SignedPercent(double ratio) => ratio switch
    {
        > 9.995 => "over +999%",
        < -9.995 => "over −999%",
        _ => (ratio < 0 ? "−" : "+") + (Math.Abs(ratio) is > 0 and < 0.001 ? "0.1" : Number(Math.Round(Math.Abs(ratio) * 100, 1))) + "%",
    };

    /// <summary>One figure divided by another: <c>0.989×</c>.</summary>
    public static string Times(double ratio, int digits = Digits) => $"{Number(ratio, digits)}×";

    /// <summary>A figure in one of the units that <c>results.json</c> names; an unknown unit follows the number.</summary>
    public static string WithUnit(double value, string unit, int digits = Digits) => unit switch
    {
        "ms" => Time(value, digits),
        "bytes" => Bytes(value, digits),
        "bytes/h" => $"{Bytes(value, digits)} per hour",
        "ratio" => Percent(value, digits),
        "queries/s" => Number(value, digits) is var rate && rate == "1" ? "1 query per second" : $"{rate} queries per second",
        "times" => Times(value, digits),
        "" => Number(value, digits),
        _ => $"{Number(value, digits)} {Plain.Text(unit, 30)}",
    };

    public static string Plural(long count, string one, string? many = null) =>
        $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static string HoursAndMinutes(double milliseconds)
    {
        var minutes = (long)Math.Round(Math.Abs(milliseconds) / Minute);
        var (hours, rest) = (minutes / 60, minutes % 60);
        return (milliseconds < 0 ? "−" : "") + (rest == 0 ? $"{Count(hours)} h" : $"{Count(hours)} h {rest} min");
    }
}
