using System.Text.RegularExpressions;

namespace SparkLoad.SparkConnect.Plans;

/// <summary>
/// Tells statements that surely only read from those that may change something. In doubt a statement may change something.
/// </summary>
internal static partial class Statement
{
    public static bool OnlyReads(string sql) => Reads().IsMatch(sql) && !Writes().IsMatch(sql);

    [GeneratedRegex(
        @"\A\s*\(*\s*(?:SELECT|WITH|VALUES|TABLE|FROM|SHOW|DESC|DESCRIBE|EXPLAIN)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reads();

    [GeneratedRegex(@"\b(?:INSERT|UPDATE|DELETE|MERGE|CREATE|DROP)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Writes();
}
