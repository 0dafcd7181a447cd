using System.Globalization;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Sessions;

/// <summary>Sizes and times as Spark's settings write them: a whole number and a unit, as in 4m, 100k, 2m, 500ms.</summary>
internal static class SparkUnits
{
    /// <summary>Without a unit: bytes.</summary>
    public static long Bytes(string text)
    {
        var (number, unit) = Split(text);
        return number * unit switch
        {
            "" or "b" => 1L,
            "k" or "kb" => 1L << 10,
            "m" or "mb" => 1L << 20,
            "g" or "gb" => 1L << 30,
            _ => throw SparkErrors.IllegalArgument($"'{text}' is not a size: use a number with b, k, m or g."),
        };
    }

    /// <summary>Without a unit: milliseconds.</summary>
    public static TimeSpan Time(string text)
    {
        var (number, unit) = Split(text);
        return number * unit switch
        {
            "" or "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" or "min" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => throw SparkErrors.IllegalArgument($"'{text}' is not a time: use a number with ms, s, m or h."),
        };
    }

    private static (long Number, string Unit) Split(string text)
    {
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        return long.TryParse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, trimmed[digits..].Trim())
            : throw SparkErrors.IllegalArgument($"'{text}' does not begin with a number.");
    }
}
