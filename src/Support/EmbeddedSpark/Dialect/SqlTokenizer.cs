using System.Text;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Cuts Spark's SQL into tokens. Comments and hints are dropped.</summary>
internal sealed class SqlTokenizer(string sql)
{
    private static readonly string[] Symbols = ["<=>", "::", "||", "<=", ">=", "<>", "!=", "==", "->", "=>", "<<"];

    private int at;

    public static List<SqlToken> Tokenize(string sql) => [.. new SqlTokenizer(sql).Tokens()];

    private IEnumerable<SqlToken> Tokens()
    {
        while (true)
        {
            var before = at;
            SkipBlanks();
            if (at == sql.Length)
            {
                yield break;
            }

            yield return Next() with { IsAdjacent = at > 0 && before > 0 && TokenStart == before };
        }
    }

    private int TokenStart { get; set; }

    private SqlToken Next()
    {
        TokenStart = at;
        var c = sql[at];
        return c switch
        {
            '\'' or '"' => new SqlToken(SqlKind.Text, Text(c, raw: false)),
            '`' => new SqlToken(SqlKind.QuotedName, QuotedName()),
            _ when (c is 'r' or 'R') && Peek(1) is '\'' or '"' => RawText(),
            _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))) => Number(),
            _ when IsNameStart(c) => new SqlToken(SqlKind.Word, Take(IsNamePart)),
            ':' when IsNameStart(Peek(1)) && Peek(-1) != ':' => Parameter(),
            '?' => Single(SqlKind.Parameter, ""),
            _ => Symbol(),
        };
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private char Peek(int offset) => at + offset >= 0 && at + offset < sql.Length ? sql[at + offset] : '\0';

    private string Take(Func<char, bool> condition)
    {
        var start = at;
        while (at < sql.Length && condition(sql[at]))
        {
            at++;
        }

        return sql[start..at];
    }

    private SqlToken Single(SqlKind kind, string text)
    {
        at++;
        return new SqlToken(kind, text);
    }

    private SqlToken Symbol()
    {
        var symbol = Array.Find(Symbols, s => sql.AsSpan(at).StartsWith(s, StringComparison.Ordinal)) ?? sql[at].ToString();
        at += symbol.Length;
        return new SqlToken(SqlKind.Symbol, symbol);
    }

    private SqlToken Parameter()
    {
        at++;
        return new SqlToken(SqlKind.Parameter, Take(IsNamePart));
    }

    private SqlToken RawText()
    {
        at++;
        return new SqlToken(SqlKind.Text, Text(sql[at], raw: true));
    }

    private SqlToken Number()
    {
        var start = at;
        Take(char.IsAsciiDigit);
        if (Peek(0) == '.' && !IsNameStart(Peek(1)))
        {
            at++;
            Take(char.IsAsciiDigit);
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            at += 2;
            Take(char.IsAsciiDigit);
        }

        Take(char.IsAsciiLetter); // a suffix: L, S, Y, D, F, BD
        return new SqlToken(SqlKind.Number, sql[start..at]);
    }

    private string QuotedName()
    {
        var name = new StringBuilder();
        for (at++; at < sql.Length; at++)
        {
            if (sql[at] != '`')
            {
                name.Append(sql[at]);
            }
            else if (Peek(1) == '`')
            {
                name.Append('`');
                at++;
            }
            else
            {
                at++;
                return name.ToString();
            }
        }

        throw SparkErrors.Parse("'`'");
    }

    /// <summary>A doubled quote ends one literal and begins the next, which the translator joins (with the quote on Spark 4).</summary>
    private string Text(char quote, bool raw)
    {
        var text = new StringBuilder();
        for (at++; at < sql.Length && sql[at] != quote; at++)
        {
            if (sql[at] == '\\' && !raw && at + 1 < sql.Length)
            {
                at++;
                text.Append(sql[at] switch
                {
                    'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0", 'b' => "\b", 'Z' => "\u001A",
                    '%' => "\\%", '_' => "\\_", // stay escaped, for LIKE
                    'u' when Hex(4) is { } unit => unit,
                    var other => other.ToString(),
                });
            }
            else
            {
                text.Append(sql[at]);
            }
        }

        if (at >= sql.Length)
        {
            throw SparkErrors.Parse($"'{quote}'");
        }

        at++;
        return text.ToString();
    }

    private string? Hex(int digits)
    {
        if (at + digits >= sql.Length || !ushort.TryParse(
            sql.AsSpan(at + 1, digits), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var unit))
        {
            return null;
        }

        at += digits;
        return ((char)unit).ToString();
    }

    private void SkipBlanks()
    {
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at]))
            {
                at++;
            }
            else if (sql[at] == '-' && Peek(1) == '-')
            {
                Take(c => c != '\n');
            }
            else if (sql[at] == '/' && Peek(1) == '*')
            {
                var end = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? sql.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}
