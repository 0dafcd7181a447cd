using System.Globalization;
using System.Text.RegularExpressions;
using Reqnroll;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Specs;

/// <summary>How the phrases of a step become values.</summary>
[Binding]
public sealed partial class Conversions
{
    private const string Number = @"\d+(?:\.\d+)?";
    private const string Span = Number + @" (?:millisecond|second|minute|hour)s?";
    private const string Unit = "(?:second|minute|hour)";

    [StepArgumentTransformation("(" + Span + ")", Name = "duration")]
    public static TimeSpan ToDuration(string phrase)
    {
        var (number, unit) = (phrase.Split(' ')[0], phrase.Split(' ')[1].TrimEnd('s'));
        return TimeSpan.FromTicks((long)(decimal.Parse(number, CultureInfo.InvariantCulture) * Length(unit).Ticks));
    }

    [StepArgumentTransformation("(once per " + Unit + "|" + Number + " times per " + Unit + "|every " + Span + ")", Name = "rate")]
    public static Rate ToRate(string phrase) => RatePhrase().Match(phrase) switch
    {
        { Success: true } times => Rate.Of(Times(times.Groups["times"].Value), Length(times.Groups["unit"].Value)),
        _ => Rate.Every(ToDuration(phrase["every ".Length..])),
    };

    private static decimal Times(string phrase) =>
        phrase == "once" ? 1 : decimal.Parse(phrase.Split(' ')[0], CultureInfo.InvariantCulture);

    private static TimeSpan Length(string unit) => unit switch
    {
        "millisecond" => TimeSpan.FromMilliseconds(1),
        "second" => TimeSpan.FromSeconds(1),
        "minute" => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromHours(1),
    };

    [GeneratedRegex("^(?<times>once|" + Number + " times) per (?<unit>" + Unit + ")$")]
    private static partial Regex RatePhrase();
}
