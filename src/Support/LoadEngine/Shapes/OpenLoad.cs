using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Queries start at a rate, whether or not earlier ones have ended.</summary>
public sealed record OpenLoad(Rate Rate, TimeSpan Duration) : ScheduledLoad(1, Duration)
{
    internal override string Model => "open";

    internal override string Kind => "open";

    internal override TimeSpan? Interval => Rate.Interval;

    private protected override double Busiest => Rate.PerSecond;

    internal override IEnumerable<(string Name, string Words)> Words() => [("rate", Rate.Words), ("arrivals", Arrivals)];

    private protected override Func<double, double?> Curve(TimeSpan duration) => due => due / Rate.PerSecond;

    private protected override IEnumerable<long> Evenly(int client, TimeSpan duration) => Rate.Offsets();
}
