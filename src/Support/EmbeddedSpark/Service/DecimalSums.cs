using System.Text.RegularExpressions;
using DuckDB.NET.Native;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>
/// DuckDB sums every DECIMAL(p,s) to DECIMAL(38,s), Spark to DECIMAL(p+10,s). What was summed is asked with MAX in place of SUM,
/// which keeps the type. It works for columns that are sums, not for sums inside of larger expressions.
/// </summary>
internal static partial class DecimalSums
{
    private const byte Widest = 38;
    private const byte Growth = 10;

    public static IReadOnlyList<(string Name, ColumnType Type)> Narrow(
        CompiledPlan plan, IReadOnlyList<(string Name, ColumnType Type)> columns, DuckConnection connection)
    {
        if (!columns.Any(c => c.Type is { Id: DuckDBType.Decimal, Width: Widest }) || !Sum().IsMatch(plan.Query))
        {
            return columns;
        }

        try
        {
            using var probe = connection.Prepare(Sum().Replace(plan.Query, "max("), plan.Source);
            return [.. columns.Zip(probe.Columns, (sum, term) => IsSumOf(sum.Type, term.Type)
                ? (sum.Name, sum.Type with { Width = (byte)Math.Min(Widest, term.Type.Width + Growth), Storage = Widest })
                : sum)];
        }
        catch (SparkException)
        {
            return columns; // the text was not what it seemed; the wider type is right as well
        }
    }

    private static bool IsSumOf(ColumnType sum, ColumnType term) =>
        sum is { Id: DuckDBType.Decimal, Width: Widest } && term.Id == DuckDBType.Decimal && term.Scale == sum.Scale && term.Width < Widest;

    [GeneratedRegex(@"\bsum\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Sum();
}
