using System.Text;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Cuts Spark's SQL into tokens. Comments and hints are dropped.</summary>
internal sealed class SqlTokenizer(string sql)
{
    private static readonly string[] Symbols = ["<=>", "::", "||", "<=", ">=", "<>", "!=", "==", "->", "=>", "<<"];

    private int _at;

    public static List<SqlToken> Tokenize(string sql) => [.. new SqlTokenizer(sql).Tokens()];

    private IEnumerable<SqlToken> Tokens()
    {
        while (true)
        {
            var before = _at;
            SkipBlanks();
            if (_at == sql.Length)
            {
                yield break;
            }

            yield return Next() with { IsAdjacent = _at > 0 && before > 0 && TokenStart == before };
        }
    }

    private int TokenStart { get; set; }

    private SqlToken Next()
    {
        TokenStart = _at;
        var c = sql[_at];
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

    private char Peek(int offset) => _at + offset >= 0 && _at + offset < sql.Length ? sql[_at + offset] : '\0';

    private string Take(Func<char, bool> condition)
    {
        var start = _at;
        while (_at < sql.Length && condition(sql[_at]))
        {
            _at++;
        }

        return sql[start.._at];
    }

    private SqlToken Single(SqlKind kind, string text)
    {
        _at++;
        return new SqlToken(kind, text);
    }

    private SqlToken Symbol()
    {
        var symbol = Array.Find(Symbols, s => sql.AsSpan(_at).StartsWith(s, StringComparison.Ordinal)) ?? sql[_at].ToString();
        _at += symbol.Length;
        return new SqlToken(SqlKind.Symbol, symbol);
    }

    private SqlToken Parameter()
    {
        _at++;
        return new SqlToken(SqlKind.Parameter, Take(IsNamePart));
    }

    private SqlToken RawText()
    {
        _at++;
        return new SqlToken(SqlKind.Text, Text(sql[_at], raw: true));
    }

    private SqlToken Number()
    {
        var start = _at;
        Take(char.IsAsciiDigit);
        if (Peek(0) == '.' && !IsNameStart(Peek(1)))
        {
            _at++;
            Take(char.IsAsciiDigit);
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _at += 2;
            Take(char.IsAsciiDigit);
        }

        Take(char.IsAsciiLetter); // a suffix: L, S, Y, D, F, BD
        return new SqlToken(SqlKind.Number, sql[start.._at]);
    }

    private string QuotedName()
    {
        var name = new StringBuilder();
        for (_at++; _at < sql.Length; _at++)
        {
            if (sql[_at] != '`')
            {
                name.Append(sql[_at]);
            }
            else if (Peek(1) == '`')
            {
                name.Append('`');
                _at++;
            }
            else
            {
                _at++;
                return name.ToString();
            }
        }

        throw SparkErrors.Parse("'`'");
    }

    /// <summary>A doubled quote ends one literal and begins the next, which the translator joins (with the quote on Spark 4).</summary>
    private string Text(char quote, bool raw)
    {
        var text = new StringBuilder();
        for (_at++; _at < sql.Length && sql[_at] != quote; _at++)
        {
            if (sql[_at] == '\\' && !raw && _at + 1 < sql.Length)
            {
                _at++;
                text.Append(sql[_at] switch
                {
                    'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0", 'b' => "\b", 'Z' => "\u001A",
                    '%' => "\\%", '_' => "\\_", // stay escaped, for LIKE
                    'u' when Hex(4) is { } unit => unit,
                    var other => other.ToString(),
                });
            }
            else
            {
                text.Append(sql[_at]);
            }
        }

        if (_at >= sql.Length)
        {
            throw SparkErrors.Parse($"'{quote}'");
        }

        _at++;
        return text.ToString();
    }

    private string? Hex(int digits)
    {
        if (_at + digits >= sql.Length || !ushort.TryParse(
            sql.AsSpan(_at + 1, digits), System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture, out var unit))
        {
            return null;
        }

        _at += digits;
        return ((char)unit).ToString();
    }

    private void SkipBlanks()
    {
        while (_at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[_at]))
            {
                _at++;
            }
            else if (sql[_at] == '-' && Peek(1) == '-')
            {
                Take(c => c != '\n');
            }
            else if (sql[_at] == '/' && Peek(1) == '*')
            {
                var end = sql.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? sql.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}
