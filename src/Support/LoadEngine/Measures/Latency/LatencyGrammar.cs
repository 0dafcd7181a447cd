using System.Globalization;
using System.Text.RegularExpressions;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>
/// Reads latency measures: <c>[scheduled|service] latency</c> after a percentile, <c>median</c>, <c>mean</c> or <c>maximum</c>,
/// and optionally <c>in every 1-minute window</c> or <c>in 99% of the seconds</c>.
/// </summary>
internal static partial class LatencyGrammar
{
    /// <returns>
    /// The figure, and where there is one the window and the share of windows that must keep to it; null if it is not a latency.
    /// </returns>
    public static (LatencyFigure Figure, TimeSpan? Window, decimal Share)? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || Statistic(match) is not { } statistic)
        {
            return null;
        }

        var isService = match.Groups["kind"].Value.Equals("service", StringComparison.OrdinalIgnoreCase);
        var kind = isService ? LatencyKind.Service : LatencyKind.Scheduled;
        var figure = new LatencyFigure(kind, statistic.Statistic, statistic.Percentile);
        if (!match.Groups["window"].Success)
        {
            return (figure, null, 1);
        }

        return Length(match) is { } length && Share(match) is { } share ? (figure, length, share) : null;
    }

    private static (LatencyStatistic Statistic, decimal Percentile)? Statistic(Match match)
    {
        if (match.Groups["rank"].Success)
        {
            var percent = decimal.Parse(match.Groups["rank"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return percent is > 0 and < 100 ? (LatencyStatistic.Percentile, percent / 100) : null;
        }

        return match.Groups["word"].Value.ToLowerInvariant() switch
        {
            "median" => (LatencyStatistic.Percentile, 0.5m),
            "mean" => (LatencyStatistic.Mean, 0),
            _ => (LatencyStatistic.Maximum, 0),
        };
    }

    private static TimeSpan? Length(Match match)
    {
        var unit = match.Groups["unit"].Value.StartsWith("minute", StringComparison.OrdinalIgnoreCase) ? 60 : 1;
        var count = match.Groups["count"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
        return count >= 1 ? TimeSpan.FromSeconds((double)count * unit) : null;
    }

    private static decimal? Share(Match match)
    {
        if (!match.Groups["share"].Success)
        {
            return 1;
        }

        var percent = decimal.Parse(match.Groups["share"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return percent is > 0 and <= 100 ? percent / 100 : null;
    }

    [GeneratedRegex(
        @"^(?:(?<rank>[0-9]{1,2}(?:\.[0-9]{1,4})?)(?:st|nd|rd|th) percentile|(?<word>median|mean|maximum))"
        + "(?: (?<kind>service|scheduled))? latency"
        + @"(?<window> in (?:every|(?<share>[0-9]{1,3}(?:\.[0-9]{1,4})?)% of the) "
        + "(?:(?<count>[0-9]{1,5})-)?(?<unit>second|minute)s?(?: windows?)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
