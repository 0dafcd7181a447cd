using System.Text.RegularExpressions;

namespace SparkLoad.Targets.Data;

/// <summary>SQL of several statements, split as Spark's own parser reads it.</summary>
internal static partial class SqlScript
{
    /// <summary>The statements between the semicolons that stand outside of strings, names and comments; comments alone are none.</summary>
    /// <exception cref="SqlScriptException">A string, a name or a comment has no end.</exception>
    public static IReadOnlyList<SqlStatement> Split(string text)
    {
        var statements = new List<SqlStatement>();
        var (begin, first, at) = (0, -1, 0);
        while (at < text.Length)
        {
            if (text[at] == ';')
            {
                Add(at);
                begin = ++at;
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("--"))
            {
                at += LineComment().Match(text, at).Length;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                // A hint belongs to its statement, and no statement begins with one.
                at = EndOfComment(text, at);
            }
            else
            {
                first = first < 0 ? at : first;
                at = EndOfToken(text, at);
            }
        }

        Add(text.Length);
        return statements;

        void Add(int end)
        {
            if (first >= 0)
            {
                statements.Add(new(text[begin..end].Trim(), LineOf(text, first)));
            }

            first = -1;
        }
    }

    private static int EndOfToken(string text, int at)
    {
        if (Word().Match(text, at) is { Success: true } word)
        {
            return at + word.Length;
        }

        if (Quoted().Match(text, at) is { Success: true } quoted)
        {
            return at + quoted.Length;
        }

        return OpeningQuote().Match(text, at) is { Success: true } open
            ? throw new SqlScriptException(LineOf(text, at), $"the {open.Value} that opens here has no closing one")
            : at + 1;
    }

    private static int EndOfComment(string text, int at)
    {
        var depth = 0;
        foreach (Match bracket in CommentBracket().Matches(text, at))
        {
            depth += bracket.Value == "/*" ? 1 : -1;
            if (depth == 0)
            {
                return bracket.Index + bracket.Length;
            }
        }

        throw new SqlScriptException(LineOf(text, at), "the /* that opens here has no closing */");
    }

    private static int LineOf(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');

    // A backslash at the end of its line continues it.
    [GeneratedRegex(@"\G--(?:\\\n|[^\r\n])*")]
    private static partial Regex LineComment();

    [GeneratedRegex(@"/\*|\*/")]
    private static partial Regex CommentBracket();

    // Whole words, so that the r of a raw string is told from the last letter of a name.
    [GeneratedRegex(@"\G(?![rR]['""])\w+")]
    private static partial Regex Word();

    [GeneratedRegex(
        @"\G(?:[rR]'[^']*'|[rR]""[^""]*""|'(?:[^'\\]|\\.)*'|""(?:[^""\\]|\\.)*""|`(?:[^`]|``)*`|(?<tag>\$[A-Za-z]*\$).*?\k<tag>)",
        RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\G(?:[rR]?['""]|`|\$[A-Za-z]*\$)")]
    private static partial Regex OpeningQuote();
}

/// <summary>One statement of a script.</summary>
/// <param name="Text">As written, without the semicolon.</param>
/// <param name="Line">Where it begins, from 1, comments before it left out.</param>
internal sealed record SqlStatement(string Text, int Line);

/// <summary>A script that cannot be split.</summary>
/// <param name="line">Where, from 1.</param>
/// <param name="message">Why, in words.</param>
internal sealed class SqlScriptException(int line, string message) : Exception(message)
{
    public int Line => line;
}
