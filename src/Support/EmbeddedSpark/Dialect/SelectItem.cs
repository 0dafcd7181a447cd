namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>One item of a select list. Without an alias it gets the name that Spark would give the column.</summary>
internal static class SelectItem
{
    private static readonly string[] ValueWords = ["END", "NULL", "TRUE", "FALSE"];

    private static readonly string[] OperatorWords =
        ["NOT", "AND", "OR", "IN", "IS", "LIKE", "RLIKE", "BETWEEN", "DIV", "CASE", "WHEN", "THEN", "ELSE", "DISTINCT", "INTERVAL",
        "EXISTS"];

    public static IReadOnlyList<SqlNode> Translate(IReadOnlyList<SqlNode> item, ExpressionTranslator expressions)
    {
        if (item.Count == 0)
        {
            return item;
        }

        if (item.Count > 2 && item[^2].Is("AS") && item[^1].IsName)
        {
            return [.. expressions.Translate([.. item.SkipLast(2)]), Alias(((SqlToken)item[^1]).Text)];
        }

        if (HasImplicitAlias(item))
        {
            return [.. expressions.Translate([.. item.SkipLast(1)]), Alias(((SqlToken)item[^1]).Text)];
        }

        var translated = expressions.Translate(item);
        return IsColumn(item) ? translated : [.. translated, Alias(ColumnName.Of(item))];
    }

    private static DuckSql Alias(string name) => new($"AS {SqlTree.Name(name)}");

    /// <summary>A column, a path to a field, a star with or without exceptions: they name themselves.</summary>
    private static bool IsColumn(IReadOnlyList<SqlNode> item) => item.Any(n =>
        n.IsSymbol("*") && (item.Count == 1 || item[0] == n || item[1].IsSymbol(".")) && item[^1] is not SqlToken { Kind: SqlKind.Number })
        || item.All(n => (n.IsName && !n.IsAny(ValueWords) && !IsBuiltIn(n)) || n.IsSymbol("."));

    private static bool IsBuiltIn(SqlNode node) => node.IsAny("CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_USER");

    private static bool HasImplicitAlias(IReadOnlyList<SqlNode> item) => item.Count > 1 && item[^1].IsName && !item[^1].IsAny(ValueWords)
        && item[^2] switch
        {
            SqlGroup => true,
            SqlToken { Kind: SqlKind.Symbol } => false,
            SqlToken { Kind: SqlKind.Word } word => !word.IsAny(OperatorWords) && !(word.Is("INTERVAL") || IsIntervalUnit(item)),
            _ => !IsIntervalUnit(item),
        };

    private static bool IsIntervalUnit(IReadOnlyList<SqlNode> item) => item.Count > 2 && item[^3].Is("INTERVAL");
}
