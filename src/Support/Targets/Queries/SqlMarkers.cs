namespace SparkLoad.Targets.Queries;

/// <summary>The parameters of a statement, as Spark sees them: <c>:name</c> outside of strings and comments.</summary>
internal static class SqlMarkers
{
    /// <returns>Each in its first place.</returns>
    public static IReadOnlyList<SqlMarker> Of(string sql) => [.. All(sql).DistinctBy(marker => marker.Name)];

    /// <summary>The statement with another text in place of each parameter.</summary>
    public static string Replace(string sql, Func<string, string> textOf) => Enumerable.Reverse(All(sql))
        .Aggregate(sql, (text, marker) => $"{text[..marker.At]}{textOf(marker.Name)}{text[(marker.At + marker.Length)..]}");

    private static List<SqlMarker> All(string sql)
    {
        var markers = new List<SqlMarker>();
        var pieces = SqlPieces.Of(sql).ToArray();
        for (var p = 0; p < pieces.Length; p++)
        {
            for (var i = pieces[p].Start; pieces[p].Kind == SqlPieceKind.Code && i < pieces[p].End; i++)
            {
                if (sql[i] == '?')
                {
                    markers.Add(new("?", i, 1));
                }
                else if (sql[i] == ':' && !EndsAnOperand(sql, i) && NameAt(sql, i + 1, pieces, p) is { Length: > 0 } name)
                {
                    markers.Add(new(name, i, 1 + name.Length + (i + 1 == pieces[p].End ? 2 : 0)));
                }
            }
        }

        return markers;
    }

    /// <summary><c>a::int</c> is a cast, <c>a:b</c> a path in JSON, and <c>STRUCT&lt;a:INT&gt;</c> a type.</summary>
    private static bool EndsAnOperand(string sql, int colon) =>
        colon > 0 && (SqlPieces.IsNameCharacter(sql[colon - 1]) || ":)]`'\"".Contains(sql[colon - 1], StringComparison.Ordinal));

    private static string NameAt(string sql, int start, SqlPiece[] pieces, int piece)
    {
        if (start == pieces[piece].End)
        {
            return piece + 1 < pieces.Length && pieces[piece + 1] is { Kind: SqlPieceKind.Name, Unfinished: null } quoted
                ? sql[(quoted.Start + 1)..(quoted.End - 1)]
                : "";
        }

        var end = start;
        while (end < pieces[piece].End && SqlPieces.IsNameCharacter(sql[end]) && !(end == start && char.IsDigit(sql[end])))
        {
            end++;
        }

        return sql[start..end];
    }
}

/// <param name="Name">Without the colon.</param>
/// <param name="At">Index of the colon.</param>
/// <param name="Length">With the colon and the quotes around the name.</param>
internal sealed record SqlMarker(string Name, int At, int Length);
