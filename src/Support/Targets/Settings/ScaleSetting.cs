using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Targets.Settings;

/// <summary>The factor on every stated duration, as a user writes it.</summary>
internal static class ScaleSetting
{
    /// <summary>What the embedded endpoint gets where nothing is configured: 30 minutes become 5 seconds.</summary>
    public static DurationScale EmbeddedDefault { get; } = DurationScale.Of(1.0 / 360);

    /// <summary>Reads <c>0.01</c> or <c>1/90</c>.</summary>
    /// <exception cref="SettingsException">Neither, or not above 0 and at most 1.</exception>
    public static DurationScale Parse(string text)
    {
        var parts = text.Split('/');
        var factor = parts.Length switch
        {
            1 => Number(parts[0]),
            2 => Number(parts[0]) / Number(parts[1]),
            _ => double.NaN,
        };
        return factor is > 0 and <= 1
            ? DurationScale.Of(factor)
            : throw new SettingsException(
                $"{SettingKeys.DurationScale} is '{text}': write a factor above 0 and at most 1, such as 0.01 or 1/90.");
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
}
