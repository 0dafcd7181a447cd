using System.Text.RegularExpressions;
using SparkLoad.Results;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Catalog;

/// <summary>What the version that a server reports says of it (DESIGN §5).</summary>
internal static partial class ServerVersion
{
    public static bool IsReal(string reported) => !reported.EndsWith(TargetInfo.StandInSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a build on the way to a release, which no run on it proves anything about.</summary>
    public static bool IsBeforeRelease(string reported) => BeforeRelease().IsMatch(reported);

    /// <summary>
    /// Whether a server that reports this may be the Spark that a feature names: any for a word; for a version that one, which a suffix of
    /// its maker may follow.
    /// </summary>
    public static bool Fits(string reported, SparkName named) =>
        !named.IsVersion
        || (reported.StartsWith(named.Text, StringComparison.Ordinal)
            && (reported.Length == named.Text.Length || !char.IsAsciiDigit(reported[named.Text.Length])));

    /// <summary>The version of Spark in it, as <c>4.1.1</c> in <c>4.1.1-amzn-0</c>; null where it begins with none.</summary>
    public static string? NumberIn(string reported) => Number().Match(reported) is { Success: true } number ? number.Value : null;

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+-(SNAPSHOT|rc)", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeRelease();
}
