using System.Globalization;
using System.Text.RegularExpressions;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures;

/// <summary>
/// The measure that an unknown name probably means: by the short names that people use elsewhere, such as <c>p95</c> or <c>error rate</c>,
/// else the nearest by its letters. Only for messages: a row is never judged by it.
/// </summary>
internal static partial class MeasureSuggestion
{
    private static readonly char[] Separators = [' ', '_', '-', '(', ')', ':', ','];

    /// <summary>How the words around a statistic or a number may call what is measured.</summary>
    private static readonly HashSet<string> LatencyWords = new(StringComparer.Ordinal)
    {
        "latency", "latencies", "response", "time", "times", "duration", "query", "queries", "request", "requests", "of", "the",
        "scheduled", "service", "ms",
        "percentile", "percentiles", "pct", "pctl", "percent", "perc", "quantile",
    };

    /// <summary>Beside which a bare number is a percentile.</summary>
    private static readonly HashSet<string> PercentileWords = new(StringComparer.Ordinal)
    {
        "latency", "latencies", "percentile", "percentiles", "pct", "pctl", "percent", "perc", "quantile",
    };

    /// <param name="text">The row's measure, which is none.</param>
    /// <returns>A measure's name.</returns>
    public static string For(string text)
    {
        var words = Words.Of(text);
        var tail = Tail().Match(words).Value;
        var head = string.Join(' ', words[..^tail.Length].ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        var meant = Percentile(head) ?? Statistic(head) ?? Measure.Aliases.GetValueOrDefault(head);
        return meant is not null && Measure.Find(meant + tail) is not null ? meant + tail : Nearest(text);
    }

    // p95, p99.9 latency, latency P95, 95% latency, 95th percentile, 95 percentile response time.
    private static string? Percentile(string head)
    {
        var words = head.Split(' ');
        var numbers = words.Select(word => Number().Match(word)).Where(match => match.Success).ToList();
        if (numbers.Count != 1 || !words.All(word => LatencyWords.Contains(word) || Number().IsMatch(word))
            || (numbers[0].Length == numbers[0].Groups["digits"].Length && !words.Any(PercentileWords.Contains)))
        {
            return null;
        }

        var digits = numbers[0].Groups["digits"].Value;
        // p999 is how some write 99.9.
        digits = digits.Length is 3 or 4 && digits.StartsWith("99", StringComparison.Ordinal)
            && !digits.Contains('.', StringComparison.Ordinal)
            ? $"{digits[..2]}.{digits[2..]}"
            : digits;
        var percent = decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) / 1.0000m;
        return percent switch
        {
            0 => "1st percentile",
            50 => "median",
            100 => "maximum",
            > 100 => null,
            _ => $"{percent.ToString(CultureInfo.InvariantCulture)}{Ordinal(percent)} percentile",
        } is { } statistic ? $"{statistic}{Kind(words)} latency" : null;
    }

    // avg latency, average response time, latency max.
    private static string? Statistic(string head)
    {
        var words = head.Split(' ');
        var others = words.Where(word => !LatencyWords.Contains(word)).ToList();
        return others.Count == 1 && words.Length > 1 && Measure.Aliases.TryGetValue(others[0], out var name)
            && name.EndsWith(" latency", StringComparison.Ordinal) && name != "first query latency"
            ? $"{name[..^" latency".Length]}{Kind(words)} latency"
            : null;
    }

    // Of two that are equally near, the longer one has more letters in common.
    private static string Nearest(string text) => Measure.All
        .OrderBy(measure => NearestName.Edits(measure.Name, text))
        .ThenByDescending(measure => measure.Name.Length)
        .First().Name;

    private static string Kind(string[] words) => words.Contains("service") ? " service" : "";

    private static string Ordinal(decimal number) => (number % 10, number % 100) switch
    {
        (_, 11 or 12 or 13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };

    [GeneratedRegex(@"^p?(?<digits>[0-9]{1,4}(?:\.[0-9]{1,4})?)(?:st|nd|rd|th|%)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(
        @" (?:compared with .+|in every .+|in [0-9]+(?:\.[0-9]+)?% of the .+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();
}
