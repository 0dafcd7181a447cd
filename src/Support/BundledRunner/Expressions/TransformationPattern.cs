using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Expressions;

/// <summary>What the regular expression of a transformation captures, as one argument of a cucumber expression.</summary>
internal static partial class TransformationPattern
{
    /// <summary>The pattern without capturing groups; anything if it has constructs that cannot be told from groups, as in Reqnroll.</summary>
    public static string Of(Regex? regex)
    {
        var pattern = regex?.ToString().TrimStart('^').TrimEnd('$');
        return pattern is null || TooComplex().IsMatch(pattern)
            ? ParameterType.Anything
            : pattern.Replace("(", "(?:", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\(\?|\\\(")]
    private static partial Regex TooComplex();
}
