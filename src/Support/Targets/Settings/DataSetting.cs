using System.Text.RegularExpressions;

namespace SparkLoad.Targets.Settings;

/// <summary>Where the NYC taxi trips are to come from.</summary>
public abstract partial record DataSetting
{
    private protected DataSetting()
    {
    }

    /// <summary>The server's table <c>nyc_taxi</c> if it has one, else synthetic trips.</summary>
    public sealed record Auto : DataSetting;

    /// <summary>Trips that the server makes itself, the same ones everywhere.</summary>
    public sealed record Synthetic : DataSetting;

    /// <summary>A table of the server.</summary>
    /// <param name="Name">As SQL writes it, qualified or not.</param>
    public sealed record Table(string Name) : DataSetting;

    /// <summary>Parquet files.</summary>
    /// <param name="Path">A path that the server can read.</param>
    public sealed record Parquet(string Path) : DataSetting;

    internal static DataSetting Parse(string value) => value switch
    {
        _ when value.Equals("auto", StringComparison.OrdinalIgnoreCase) => new Auto(),
        _ when value.Equals("synthetic", StringComparison.OrdinalIgnoreCase) => new Synthetic(),
        _ when TableName().IsMatch(value) && !value.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) => new Table(value),
        _ when PathName().IsMatch(value) => new Parquet(value.Replace('\\', '/')),
        _ => throw new SettingsException(
            $"{SettingKeys.NycTaxi} is '{value}': write auto, synthetic, a table such as lake.taxi.trips, or a path of Parquet files."),
    };

    [GeneratedRegex(@"^(\w+|`[^`]+`)(\.(\w+|`[^`]+`)){0,3}$")]
    private static partial Regex TableName();

    // A quote would end the SQL literal that holds the path.
    [GeneratedRegex(@"^(?=.*[/\\]|.*\.parquet$)[^'""\r\n]+$", RegexOptions.IgnoreCase)]
    private static partial Regex PathName();
}
