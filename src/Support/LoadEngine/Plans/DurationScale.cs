using System.Globalization;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>The factor on every stated duration. Rates and thresholds are never scaled.</summary>
public readonly record struct DurationScale
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(5);
    private readonly double _reduction;

    private DurationScale(double factor) => _reduction = 1 - factor;

    /// <summary>Durations as stated.</summary>
    public static DurationScale Full => default;

    /// <summary>Above 0 and at most 1; default 1.</summary>
    public double Factor => 1 - _reduction;

    public bool IsFull => _reduction == 0;

    /// <exception cref="PlanException">The factor is not above 0 and at most 1.</exception>
    public static DurationScale Of(double factor) => factor is > 0 and <= 1
        ? new DurationScale(factor)
        : throw new PlanException(string.Create(
            CultureInfo.InvariantCulture, $"The duration scale {factor} must be above 0 and at most 1, for example 0.01 or 1/90."));

    /// <summary>The scaled duration: never below 5 s, or the stated one if that is shorter.</summary>
    public TimeSpan Apply(TimeSpan stated)
    {
        if (IsFull || stated <= Floor)
        {
            return stated;
        }

        var scaled = TimeSpan.FromTicks((long)Math.Round(stated.Ticks * Factor));
        return scaled < Floor ? Floor : scaled;
    }
}
