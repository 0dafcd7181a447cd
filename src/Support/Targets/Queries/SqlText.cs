using System.Text.RegularExpressions;

namespace SparkLoad.Targets.Queries;

/// <summary>A text in SQL, cut into its statements as Spark's own lexer would: <c>;</c> within a string or a comment is none.</summary>
internal sealed partial class SqlText
{
    private readonly List<SqlStatement> _statements = [];

    public SqlText(string text)
    {
        var start = 0;
        foreach (var piece in SqlPieces.Of(text))
        {
            Unfinished ??= piece.Unfinished is { } what ? (LineOf(text, piece.Start), what) : null;
            for (var i = piece.Start; piece.Kind == SqlPieceKind.Code && i < piece.End; i++)
            {
                if (text[i] == ';')
                {
                    Add(text, start, i);
                    start = i + 1;
                }
            }
        }

        Add(text, start, text.Length);
    }

    /// <summary>Without the <c>;</c> between them; what holds nothing but comments is none.</summary>
    public IReadOnlyList<SqlStatement> Statements => _statements;

    /// <summary>A string, name or comment that does not end, and the line where it begins; null where all end.</summary>
    public (int Line, string What)? Unfinished { get; }

    /// <summary>Whether a statement surely changes nothing; in doubt it may.</summary>
    public static bool OnlyReads(string statement)
    {
        var code = string.Join(' ', SqlPieces.Of(statement).Where(piece => piece.Kind == SqlPieceKind.Code)
            .Select(piece => statement[piece.Start..piece.End])).TrimStart(' ', '\t', '\n', '(');
        return Reads().IsMatch(code) || (MayRead().IsMatch(code) && !Writes().IsMatch(code));
    }

    private void Add(string text, int from, int to)
    {
        var part = text[from..to];
        foreach (var piece in SqlPieces.Of(part).Where(piece => piece.Kind != SqlPieceKind.Comment))
        {
            if (part[piece.Start..piece.End] is var code && !string.IsNullOrWhiteSpace(code))
            {
                var begin = from + piece.Start + code.Length - code.TrimStart().Length;
                _statements.Add(new(part.Trim(), LineOf(text, begin)));
                return;
            }
        }
    }

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"^(SELECT|VALUES|TABLE|SHOW|DESC|DESCRIBE|EXPLAIN)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reads();

    // Both can also begin an INSERT.
    [GeneratedRegex(@"^(WITH|FROM)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayRead();

    [GeneratedRegex(@"\b(INSERT|UPDATE|DELETE|MERGE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Writes();
}

/// <param name="Text">Without blanks around it.</param>
/// <param name="Line">Of the text, from 1, in which it begins, comments before it left out.</param>
internal sealed record SqlStatement(string Text, int Line);
