using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Specs.Scenarios;

/// <summary>What a phrase of a step or of a table's cell states.</summary>
internal static class Phrases
{
    /// <exception cref="PlanException">It is not a duration.</exception>
    public static TimeSpan Duration(string phrase) =>
        phrase.Split(' ') is [var number, var unit] && Number(number) is { } count && UnitOf(unit.TrimEnd('s')) is { } length
            ? TimeSpan.FromTicks((long)(count * length.Ticks))
            : throw new PlanException(
                $"\"{phrase}\" is not a duration: write for example 300 milliseconds, 10 seconds, 30 minutes or 1 hour.");

    /// <exception cref="PlanException">It is not a rate, or not above zero.</exception>
    public static Rate Rate(string phrase) => phrase.Split(' ') switch
    {
        ["every", ..] => LoadEngine.Plans.Rate.Every(Duration(phrase["every ".Length..])),
        ["once", "per", var unit] when UnitOf(unit) is { } length => LoadEngine.Plans.Rate.Of(1, length),
        [var number, "times", "per", var unit] when Number(number) is { } times && UnitOf(unit) is { } length =>
            LoadEngine.Plans.Rate.Of(times, length),
        _ => throw new PlanException(
            $"\"{phrase}\" is not a rate: write for example once per second, 20 times per second or every 2 seconds."),
    };

    /// <exception cref="PlanException">It is not a share.</exception>
    public static double Share(string phrase) => phrase switch
    {
        "half" => 0.5,
        [.. var number, '%'] when Number(number) is { } percent => (double)(percent / 100),
        _ => throw new PlanException($"\"{phrase}\" is not a share: write for example half or 10%."),
    };

    /// <summary>A number in plain digits; null for anything else.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? UnitOf(string unit) => unit switch
    {
        "millisecond" => TimeSpan.FromMilliseconds(1),
        "second" => TimeSpan.FromSeconds(1),
        "minute" => TimeSpan.FromMinutes(1),
        "hour" => TimeSpan.FromHours(1),
        _ => null,
    };
}
