namespace SparkLoad.Targets.Queries;

internal enum SqlPieceKind
{
    Code,
    String,
    Name,
    Comment,
}

/// <summary>A stretch of SQL that is code, a string, a quoted name or a comment.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last one.</param>
/// <param name="Unfinished">What it is, in words, where the text ends before it does.</param>
internal readonly record struct SqlPiece(SqlPieceKind Kind, int Start, int End, string? Unfinished = null);

/// <summary>Tells code from strings, quoted names and comments by the rules of Spark's lexer.</summary>
internal static class SqlPieces
{
    public static IEnumerable<SqlPiece> Of(string sql)
    {
        var code = 0;
        for (var i = 0; i < sql.Length;)
        {
            if (At(sql, i) is not { } piece)
            {
                i++;
                continue;
            }

            if (piece.Start > code)
            {
                yield return new(SqlPieceKind.Code, code, piece.Start);
            }

            yield return piece;
            code = i = piece.End;
        }

        if (code < sql.Length)
        {
            yield return new(SqlPieceKind.Code, code, sql.Length);
        }
    }

    public static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static SqlPiece? At(string sql, int i) => sql[i] switch
    {
        '\'' or '"' => Quoted(sql, i, SqlPieceKind.String, escapes: !IsRaw(sql, i)),
        '`' => Quoted(sql, i, SqlPieceKind.Name, escapes: false),
        '$' => DollarQuoted(sql, i),
        '-' when Follows(sql, i, "--") => LineComment(sql, i),
        '/' when Follows(sql, i, "/*") && !Follows(sql, i, "/*+") => BlockComment(sql, i),
        _ => null,
    };

    private static bool Follows(string sql, int i, string mark) => string.CompareOrdinal(sql, i, mark, 0, mark.Length) == 0;

    /// <summary>In <c>r'\d'</c> a backslash is a backslash.</summary>
    private static bool IsRaw(string sql, int quote) =>
        quote > 0 && sql[quote - 1] is 'r' or 'R' && (quote == 1 || !IsNameCharacter(sql[quote - 2]));

    // A doubled quote ends one piece and begins the next, which comes to the same.
    private static SqlPiece Quoted(string sql, int start, SqlPieceKind kind, bool escapes)
    {
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == sql[start])
            {
                return new(kind, start, i + 1);
            }
        }

        return new(kind, start, sql.Length, kind == SqlPieceKind.Name ? "a quoted name" : "a string");
    }

    private static SqlPiece? DollarQuoted(string sql, int start)
    {
        var end = start + 1;
        while (end < sql.Length && char.IsAsciiLetter(sql[end]))
        {
            end++;
        }

        if (end == sql.Length || sql[end] != '$')
        {
            return null;
        }

        var mark = sql[start..(end + 1)];
        var close = sql.IndexOf(mark, end + 1, StringComparison.Ordinal);
        return close < 0
            ? new(SqlPieceKind.String, start, sql.Length, "a string")
            : new(SqlPieceKind.String, start, close + mark.Length);
    }

    /// <summary>Ends with its line, unless that ends with a backslash.</summary>
    private static SqlPiece LineComment(string sql, int start)
    {
        var end = sql.IndexOf('\n', start);
        while (end > 0 && sql[end - 1] == '\\')
        {
            end = sql.IndexOf('\n', end + 1);
        }

        return new(SqlPieceKind.Comment, start, end < 0 ? sql.Length : end);
    }

    private static SqlPiece BlockComment(string sql, int start)
    {
        var depth = 0;
        for (var i = start; i < sql.Length; i++)
        {
            if (Follows(sql, i, "/*"))
            {
                depth++;
                i++;
            }
            else if (Follows(sql, i, "*/"))
            {
                i++;
                if (--depth == 0)
                {
                    return new(SqlPieceKind.Comment, start, i + 1);
                }
            }
        }

        return new(SqlPieceKind.Comment, start, sql.Length, "a comment");
    }
}
