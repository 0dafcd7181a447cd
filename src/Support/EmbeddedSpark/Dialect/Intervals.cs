using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>
/// Interval literals: <c>INTERVAL 1 DAY 2 HOURS</c>, <c>INTERVAL '1' DAY</c>. Ranges such as DAY TO SECOND are not known.
/// </summary>
internal static class Intervals
{
    private static readonly string[] Units = ["YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"];

    /// <summary>Reads what follows the word INTERVAL.</summary>
    public static string Read(IReadOnlyList<SqlNode> nodes, ref int at, ExpressionTranslator translator)
    {
        var parts = new List<string>();
        while (at + 1 < nodes.Count && UnitAt(nodes, at, out var unitAt) is { } unit)
        {
            var amount = translator.Print([.. nodes.Skip(at).Take(unitAt - at)]);
            parts.Add($"to_{unit.ToLowerInvariant()}s(CAST({amount} AS {(unit is "SECOND" ? "DOUBLE" : "BIGINT")}))");
            at = unitAt + 1;
        }

        return parts.Count > 0
            ? $"({string.Join(" + ", parts)})"
            : throw SparkErrors.Parse(at < nodes.Count ? $"'{SqlTree.Print([nodes[at]])}'" : "end of input");
    }

    private static string? UnitAt(IReadOnlyList<SqlNode> nodes, int at, out int unitAt)
    {
        unitAt = nodes[at].IsSymbol("-") ? at + 2 : at + 1;
        if (nodes[unitAt - 1] is not (SqlToken { Kind: SqlKind.Number or SqlKind.Text or SqlKind.Parameter } or SqlGroup)
            || unitAt >= nodes.Count || nodes[unitAt] is not SqlToken { Kind: SqlKind.Word } word)
        {
            return null;
        }

        var name = word.Text.ToUpperInvariant().TrimEnd('S');
        return Array.Find(Units, unit => unit == name);
    }
}
