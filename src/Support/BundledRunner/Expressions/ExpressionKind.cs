using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Expressions;

/// <summary>Tells by its form whether the text of a step definition is a cucumber expression or a regular expression, as Reqnroll does.</summary>
internal static partial class ExpressionKind
{
    public static bool IsCucumberExpression(string expression) =>
        !expression.StartsWith('^')
        && !expression.EndsWith('$')
        && (Parameter().IsMatch(expression) || !RegularOnly().IsMatch(expression));

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Parameter();

    /// <summary>A group that repeats its end, <c>.*</c>, <c>\.</c> and <c>\d+</c>: usual in regular expressions, meaningless in the other.</summary>
    [GeneratedRegex(@"\([^)]+[*+]\)|\.\*|\\\.|\\d\+")]
    private static partial Regex RegularOnly();
}
