namespace SparkLoad.LoadEngine.Plans;

/// <summary>One stage of an open load: the rate goes evenly from one value to another.</summary>
/// <param name="From">Rate at the beginning, in queries per second; 0 or more.</param>
/// <param name="To">Rate at the end, in queries per second; 0 or more.</param>
/// <param name="StatedDuration">How long, before scaling.</param>
/// <param name="IsSpike">The load that the service must recover from.</param>
public sealed record Stage(double From, double To, TimeSpan StatedDuration, bool IsSpike = false)
{
    /// <summary>A constant rate.</summary>
    public static Stage Hold(double perSecond, TimeSpan duration) => new(perSecond, perSecond, duration);

    /// <summary>An even rise or fall.</summary>
    public static Stage Ramp(double from, double to, TimeSpan duration) => new(from, to, duration);

    /// <summary>A constant rate that the service must recover from.</summary>
    public static Stage Spike(double perSecond, TimeSpan duration) => new(perSecond, perSecond, duration, IsSpike: true);
}
