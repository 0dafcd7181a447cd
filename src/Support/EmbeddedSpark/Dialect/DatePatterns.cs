using System.Text;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Java's date patterns as those of strftime, for the letters in common use.</summary>
internal static class DatePatterns
{
    private static readonly (string Java, string C)[] Letters =
    [
        ("yyyy", "%Y"), ("yy", "%y"), ("MMMM", "%B"), ("MMM", "%b"), ("MM", "%m"), ("M", "%-m"), ("dd", "%d"), ("d", "%-d"), ("HH", "%H"),
        ("H", "%-H"),
        ("hh", "%I"), ("mm", "%M"), ("ss", "%S"), ("SSSSSS", "%f"), ("SSS", "%g"), ("EEEE", "%A"), ("E", "%a"), ("a", "%p"), ("DDD", "%j"),
    ];

    /// <param name="literal">The pattern as an SQL literal; any other expression stays as it is.</param>
    public static string Translate(string literal)
    {
        if (literal is not ['\'', .., '\''])
        {
            return literal;
        }

        var (pattern, text) = (literal[1..^1], new StringBuilder());
        for (var i = 0; i < pattern.Length;)
        {
            var match = Array.Find(Letters, l => pattern.AsSpan(i).StartsWith(l.Java, StringComparison.Ordinal));
            text.Append(match.Java is null ? pattern[i].ToString() : match.C);
            i += match.Java?.Length ?? 1;
        }

        return SqlTree.Literal(text.ToString());
    }
}
