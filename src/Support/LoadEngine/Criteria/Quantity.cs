using System.Globalization;
using System.Text.RegularExpressions;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>
/// A figure with the unit people write, read the same in every culture: decimal point, thousands by comma, but only between groups of
/// three after a first one of one to three digits that is not 0.
/// </summary>
internal readonly partial record struct Quantity(double Value, Unit Unit)
{
    private const decimal Highest = 1e15m;

    /// <summary>Reads <c>5 seconds</c>, <c>300 ms</c>, <c>5 GB</c>, <c>0.8 queries per second</c>, <c>1%</c>, <c>1,000,000</c>.</summary>
    public static Quantity? TryParse(string text)
    {
        var match = Pattern().Match(text);
        const NumberStyles Written = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        // Decimal until the unit is worked in: 99.9% must be what 999 of 1,000 is, and not a little more.
        if (!match.Success
            || !decimal.TryParse(match.Groups["number"].Value, Written, CultureInfo.InvariantCulture, out var number)
            || number > Highest)
        {
            return null;
        }

        var unit = match.Groups["unit"].Value.ToLowerInvariant();
        var per = match.Groups["per"].Value.ToLowerInvariant();
        return (unit, per) switch
        {
            ("", "") => new Quantity((double)number, Unit.Count),
            ("%", "") or ("percent", "") => new Quantity((double)(number / 100), Unit.Ratio),
            ("row" or "rows" or "retry" or "retries" or "reattach" or "reattaches", "") => new Quantity((double)number, Unit.Count),
            ("times", "") => new Quantity((double)number, Unit.Times),
            ("query" or "queries", "") => new Quantity((double)number, Unit.Count),
            // The nearest to a quotient is that of two whole numbers, so that a rate is the same in whatever unit it is written.
            ("query" or "queries", _) => Milliseconds(per) is { } each
                ? new Quantity((double)(number * 1000) / (double)each, Unit.Rate)
                : null,
            (_, "") => Milliseconds(unit) is { } one ? new Quantity((double)(number * one), Unit.Time)
                : Bytes(unit) is { } size ? new Quantity((double)(number * size), Unit.Memory)
                : null,
            (_, "hour") => Bytes(unit) is { } size ? new Quantity((double)(number * size), Unit.Growth) : null,
            _ => null,
        };
    }

    private static decimal? Milliseconds(string unit) => unit switch
    {
        "ms" or "millisecond" or "milliseconds" => 1,
        "s" or "second" or "seconds" => 1000,
        "min" or "minute" or "minutes" => 60_000,
        "h" or "hour" or "hours" => 3_600_000,
        _ => null,
    };

    private static decimal? Bytes(string unit) => unit switch
    {
        "b" or "byte" or "bytes" => 1,
        "kb" => 1e3m,
        "mb" => 1e6m,
        "gb" => 1e9m,
        "tb" => 1e12m,
        "kib" => 1024,
        "mib" => 1024 * 1024,
        "gib" => 1024m * 1024 * 1024,
        _ => null,
    };

    [GeneratedRegex(
        @"^(?<number>(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(?<unit>%|[a-z]*)(?:(?:\s+per\s+|/)(?<per>[a-z]+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
