using System.Globalization;

namespace SparkLoad.Results.Text;

/// <summary>Numbers as people read them: three significant digits, a unit, the same in every culture.</summary>
public static class Figures
{
    private const double Second = 1000;
    private const double Minute = 60 * Second;
    private const double Hour = 60 * Minute;

    /// <summary>Three significant digits; whole numbers from 1,000 on keep all their digits with a thousands separator.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return "not finite";
        }

        var size = Math.Abs(value);
        return size switch
        {
            0 => "0",
            >= 1e15 => value.ToString("0.00e0", CultureInfo.InvariantCulture),
            >= 999.5 => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture),
            < 0.0005 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            _ => Significant(value).ToString("0.######", CultureInfo.InvariantCulture),
        };
    }

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A time given in milliseconds, in the unit that suits its size.</summary>
    public static string Time(double milliseconds) => Math.Abs(milliseconds) switch
    {
        >= Hour => Split(milliseconds, Hour, "h", Minute, "min"),
        >= 10 * Minute => $"{Number(Math.Round(milliseconds / Minute))} min",
        >= Minute => Split(milliseconds, Minute, "min", Second, "s"),
        >= 999.5 => $"{Number(milliseconds / Second)} s",
        _ => $"{Number(milliseconds)} ms",
    };

    /// <summary>A length of time in words, for sentences: <c>30 minutes</c>, <c>15 seconds</c>.</summary>
    public static string TimeInWords(double milliseconds) => milliseconds switch
    {
        >= Hour when IsWhole(milliseconds / Hour) => Words(milliseconds / Hour, "hour"),
        >= Minute when IsWhole(milliseconds / Minute) => Words(milliseconds / Minute, "minute"),
        >= Minute => Time(milliseconds),
        >= Second => Words(milliseconds / Second, "second"),
        _ => Time(milliseconds),
    };

    /// <summary>Memory in decimal units, as features write thresholds.</summary>
    public static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        >= 999.5e6 => $"{Number(bytes / 1e9)} GB",
        >= 999.5e3 => $"{Number(bytes / 1e6)} MB",
        >= 999.5 => $"{Number(bytes / 1e3)} kB",
        _ => $"{Number(bytes)} B",
    };

    /// <summary>A share as a percentage; a share that is not quite 0 or 1 never reads as 0% or 100%.</summary>
    public static string Percent(double ratio)
    {
        var percent = ratio * 100;
        return percent switch
        {
            > 99.9 and < 100 => "over 99.9%",
            > 0 and < 0.01 => "under 0.01%",
            _ => $"{Number(percent)}%",
        };
    }

    public static string SignedPercent(double ratio) => ratio switch
    {
        > 9.995 => "over +999%",
        < -9.995 => "over −999%",
        _ => (ratio < 0 ? "−" : "+") + (Math.Abs(ratio) is > 0 and < 0.001 ? "0.1" : Number(Math.Round(Math.Abs(ratio) * 100, 1))) + "%",
    };

    /// <summary>A figure in one of the units that <c>results.json</c> names; an unknown unit follows the number.</summary>
    public static string WithUnit(double value, string unit) => unit switch
    {
        "ms" => Time(value),
        "bytes" => Bytes(value),
        "bytes/h" or "bytes/hour" or "bytesPerHour" => $"{Bytes(value)} per hour",
        "ratio" => Percent(value),
        "queries/s" => $"{Number(value)} per second",
        "times" => $"{Number(value)}×",
        "" => Number(value),
        _ => $"{Number(value)} {Plain.Text(unit, 30)}",
    };

    public static string Plural(long count, string one, string? many = null) =>
        $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static double Significant(double value)
    {
        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits >= 0 ? Math.Round(value, Math.Min(15, digits)) : value;
    }

    private static string Split(double value, double large, string largeUnit, double small, string smallUnit)
    {
        var parts = Math.Round(Math.Abs(value) / small);
        var perLarge = Math.Round(large / small);
        var (whole, rest) = (Math.Floor(parts / perLarge), parts % perLarge);
        var text = rest == 0 ? $"{Number(whole)} {largeUnit}" : $"{Number(whole)} {largeUnit} {Number(rest)} {smallUnit}";
        return value < 0 ? "−" + text : text;
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < 1e-9;

    private static string Words(double value, string unit) => $"{Number(value)} {unit}{(Number(value) == "1" ? "" : "s")}";
}
