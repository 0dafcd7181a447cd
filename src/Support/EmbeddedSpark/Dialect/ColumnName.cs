namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>
/// The name Spark derives from an expression: functions in small letters, literals without quotes, operators in parentheses, COUNT(*) as
/// count(1). Nested operators keep the parentheses of the text, where Spark would show its own.
/// </summary>
internal static class ColumnName
{
    private static readonly string[] KeywordsInCapitals =
        ["CAST", "CASE", "WHEN", "THEN", "ELSE", "END", "AS", "DISTINCT", "AND", "OR", "NOT", "IS", "NULL", "IN", "LIKE", "BETWEEN"];

    public static string Of(IReadOnlyList<SqlNode> nodes)
    {
        var text = Render(nodes);
        var isOperation =
            nodes.Any(n => n is SqlToken { Kind: SqlKind.Symbol, Text: not ("." or ",") } || n.IsAny("DIV", "AND", "OR", "IS", "LIKE"))
            && !(nodes.Count == 2 && nodes[0].IsSymbol("-")) && !nodes.Any(n => n.Is("AS")) && !nodes[0].Is("CASE");
        return isOperation ? $"({text})" : text;
    }

    private static string List(SqlGroup group, bool isCall) =>
        $"({string.Join(", ", SqlTree.SplitByComma(group.Items).Select(item => isCall ? Of(item) : Render(item)))})";

    private static string Render(IReadOnlyList<SqlNode> nodes)
    {
        var text = "";
        for (var i = 0; i < nodes.Count; i++)
        {
            var next = i + 1 < nodes.Count ? nodes[i + 1] : null;
            text += nodes[i] switch
            {
                SqlGroup { IsBracket: true } index => $"[{Render(index.Items)}]",
                SqlGroup group => List(group, isCall: i > 0 && nodes[i - 1].IsName),
                SqlToken { Kind: SqlKind.Word } word when word.Is("COUNT")
                    && next is SqlGroup { Items: [var star] } && star.IsSymbol("*") && ++i > 0 => "count(1)",
                SqlToken { Kind: SqlKind.Word } word when word.IsAny(KeywordsInCapitals) => word.Text.ToUpperInvariant(),
                SqlToken { Kind: SqlKind.Word } word when next is SqlGroup => word.Text.ToLowerInvariant(),
                SqlToken { Kind: SqlKind.Number } number => number.Text.TrimEnd('L', 'l', 'S', 's', 'Y', 'y', 'D', 'd', 'F', 'f', 'B', 'b'),
                SqlToken { Kind: SqlKind.Word } word when word.Is("DIV") => "div",
                SqlToken token => token.Text,
                _ => "",
            };
            text += IsTight(nodes, i) ? "" : " ";
        }

        return text.Trim();
    }

    private static bool IsTight(IReadOnlyList<SqlNode> nodes, int i) => i + 1 >= nodes.Count
        || (nodes[i] is SqlToken { Kind: SqlKind.Text } && nodes[i + 1] is SqlToken { Kind: SqlKind.Text })
        || nodes[i].IsSymbol(".") || nodes[i + 1].IsSymbol(".") || nodes[i + 1].IsSymbol(",")
        || (nodes[i].IsName && !nodes[i].IsAny("IN", "AND", "OR", "THEN", "WHEN", "ELSE") && nodes[i + 1] is SqlGroup)
        || (nodes[i].IsSymbol("-") && (i == 0 || nodes[i - 1].IsSymbol("(")));
}
