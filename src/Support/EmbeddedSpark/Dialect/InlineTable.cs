using System.Globalization;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>
/// <c>VALUES (1, 'a'), (2, 'b') AS t(x, y)</c>: Spark needs no parentheses, takes bare values, and names columns col1, col2.
/// </summary>
internal static class InlineTable
{
    private static readonly string[] Ends =
        ["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "MINUS", "JOIN", "LEFT", "RIGHT", "INNER", "FULL",
        "CROSS", "ON", "OFFSET", "LATERAL"];

    /// <summary>Reads from the word VALUES on, alias included.</summary>
    public static IReadOnlyList<SqlNode> Read(IReadOnlyList<SqlNode> nodes, ref int at, ExpressionTranslator expressions)
    {
        var rows = new List<IReadOnlyList<SqlNode>>();
        do
        {
            at++; // behind VALUES or a comma
            var start = at;
            while (at < nodes.Count && !IsEndOfRow(nodes, start, at))
            {
                at++;
            }

            IReadOnlyList<SqlNode> row = [.. nodes.Skip(start).Take(at - start)];
            rows.Add(row is [SqlGroup { IsBracket: false } group] ? group.Items : row);
        }
        while (at < nodes.Count && nodes[at].IsSymbol(","));
        if (rows.Any(row => row.Count == 0))
        {
            throw SparkErrors.Parse("end of input");
        }

        var values = string.Join(", ", rows.Select(row => $"({expressions.Print(row)})"));
        var alias = Alias(nodes, ref at, out var columns);
        columns ??=
            [.. Enumerable.Range(1, SqlTree.SplitByComma(rows[0]).Count).Select(n => "col" + n.ToString(CultureInfo.InvariantCulture))];
        return [new DuckSql($"(VALUES {values}) AS {SqlTree.Name(alias)}({string.Join(", ", columns.Select(SqlTree.Name))})")];
    }

    private static bool IsEndOfRow(IReadOnlyList<SqlNode> nodes, int start, int at) =>
        nodes[at].IsSymbol(",") || nodes[at].Is("AS") || nodes[at].IsAny(Ends)
        || (at == start + 1 && nodes[start] is SqlGroup && nodes[at].IsName);

    private static string Alias(IReadOnlyList<SqlNode> nodes, ref int at, out string[]? columns)
    {
        columns = null;
        at += at < nodes.Count && nodes[at].Is("AS") ? 1 : 0;
        if (at >= nodes.Count || nodes[at] is not SqlToken { Kind: SqlKind.Word or SqlKind.QuotedName } name || name.IsAny(Ends))
        {
            return "inline_table";
        }

        at++;
        if (at < nodes.Count && nodes[at] is SqlGroup list)
        {
            at++;
            columns = [.. SqlTree.SplitByComma(list.Items).Select(c => ((SqlToken)c[0]).Text)];
        }

        return name.Text;
    }
}
