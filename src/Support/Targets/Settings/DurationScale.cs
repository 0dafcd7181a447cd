using System.Globalization;

namespace SparkLoad.Targets.Settings;

/// <summary>A factor on every stated duration. Rates and thresholds are never scaled.</summary>
public readonly record struct DurationScale
{
    /// <summary>Below this a scaled duration does not fall, unless the stated one is shorter.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(15);

    private DurationScale(double factor) => Factor = factor;

    /// <summary>The stated durations themselves.</summary>
    public static DurationScale Full { get; } = new(1);

    /// <summary>What the embedded endpoint gets where nothing is configured: 30 minutes become 15 seconds.</summary>
    public static DurationScale EmbeddedDefault { get; } = new(1.0 / 120);

    /// <summary>Above 0 and at most 1.</summary>
    public double Factor { get; }

    public bool IsFull => Factor >= 1;

    /// <summary>How long a load with this stated duration runs.</summary>
    public TimeSpan Apply(TimeSpan stated)
    {
        var scaled = stated * Factor;
        return scaled >= Least ? scaled : stated < Least ? stated : Least;
    }

    /// <summary>Reads <c>0.01</c> or <c>1/90</c>.</summary>
    /// <exception cref="SettingsException">Neither, or not above 0 and at most 1.</exception>
    public static DurationScale Parse(string text)
    {
        var parts = text.Split('/');
        var numerator = Number(parts[0]);
        var factor = parts.Length switch
        {
            1 => numerator,
            2 => numerator / Number(parts[1]),
            _ => double.NaN,
        };
        return factor is > 0 and <= 1
            ? new(factor)
            : throw new SettingsException(
                $"{SettingKeys.DurationScale} is '{text}': write a factor above 0 and at most 1, such as 0.01 or 1/90.");
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
}
