using SparkLoad.Results.Text;

namespace SparkLoad.Targets.Settings;

/// <summary>Keys of Sparks that no feature names. They do no harm, but one of them may be a slip.</summary>
internal static class UnusedKeys
{
    private const int MostEditsOfASlip = 2;

    /// <summary>A note on each.</summary>
    /// <param name="keys">All that are set.</param>
    /// <param name="named">The Sparks that features name.</param>
    /// <exception cref="SettingsException">Two of these Sparks have the same variables.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> keys, IReadOnlyCollection<SparkName> named)
    {
        if (named.Distinct().GroupBy(spark => spark.InKeys).FirstOrDefault(same => same.Count() > 1)?.ToList() is [var one, var other, ..])
        {
            throw new SettingsException(
                $"{one} and {other} would both be set by {SettingKeys.Target(one)}: give one of them another name in the features.");
        }

        return
        [
            .. keys.Where(key => SettingKeys.BeginningOf(key) is { } beginning
                    && !named.Any(spark => (beginning + spark.InKeys).Equals(key, StringComparison.OrdinalIgnoreCase)))
                .Select(key => Note(key, [.. named.Select(spark => SettingKeys.BeginningOf(key) + spark.InKeys)])),
        ];
    }

    private static string Note(string key, IReadOnlyList<string> used)
    {
        var nearest = used.Count == 0 ? null : NearestName.Of(key, used);
        return $"{key} is not used, because no feature names such a Spark"
            + (nearest is not null && NearestName.Edits(key, nearest) <= MostEditsOfASlip ? $": did you mean {nearest}?" : ".");
    }
}
