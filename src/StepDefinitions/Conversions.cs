using System.Globalization;
using Reqnroll;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Specs;

/// <summary>How the phrases of a step become values.</summary>
/// <remarks>
/// The patterns are loose and the conversions strict, so that "30 minuts" is answered with what is expected in place of a step that nobody
/// knows. One group each and no <c>(?</c>: Reqnroll takes a pattern that holds more for <c>.*</c> within a cucumber expression.
/// </remarks>
[Binding]
public sealed class Conversions
{
    private const string Span = @"[\d.]+ [a-z]+";

    [StepArgumentTransformation("(" + Span + ")", Name = "duration")]
    public static TimeSpan ToDuration(string phrase) =>
        phrase.Split(' ') is [var number, var unit] && Number(number) is { } count && UnitOf(unit.TrimEnd('s')) is { } length
            ? TimeSpan.FromTicks((long)(count * length.Ticks))
            : throw new PlanException($"\"{phrase}\" is no duration: write for example 300 milliseconds, 10 seconds, 30 minutes or 1 hour.");

    [StepArgumentTransformation(@"(once per [a-z]+|[\d.]+ times per [a-z]+|every " + Span + ")", Name = "rate")]
    public static Rate ToRate(string phrase) => phrase.Split(' ') switch
    {
        ["every", ..] => Rate.Every(ToDuration(phrase["every ".Length..])),
        ["once", "per", var unit] when UnitOf(unit) is { } length => Rate.Of(1, length),
        [var number, "times", "per", var unit] when Number(number) is { } times && UnitOf(unit) is { } length => Rate.Of(times, length),
        _ => throw new PlanException($"\"{phrase}\" is no rate: write for example once per second, 20 times per second or every 2 seconds."),
    };

    [StepArgumentTransformation(@"(half|[\d.]+%)", Name = "share")]
    public static double ToShare(string phrase) => phrase switch
    {
        "half" => 0.5,
        [.. var number, '%'] when Number(number) is { } percent => (double)(percent / 100),
        _ => throw new PlanException($"\"{phrase}\" is no share: write for example half or 10%."),
    };

    private static decimal? Number(string text) =>
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
