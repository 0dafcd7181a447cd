using SparkLoad.LoadEngine.Execution;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>
/// Each client asks once within the first quarter of the load and once more within the last, one client after the other and at most eight
/// at a time, and keeps its session between.
/// </summary>
/// <param name="Clients">How many.</param>
/// <param name="Duration">As stated, before scaling.</param>
public sealed record ReturningLoad(int Clients, TimeSpan Duration) : ScheduledLoad(Clients, Duration)
{
    private const double Part = 0.25;

    /// <summary>It is about sessions that are kept, and not about many that are asked at the same time.</summary>
    private const int AtOnce = 8;

    internal override string Model => "returning";

    internal override string Kind => "clients that come back";

    internal override bool IsSteady => false;

    internal override TimeSpan? Interval => Duration * (1 - Part);

    private protected override double Busiest => 1 / (Duration.TotalSeconds * Part);

    internal override IEnumerable<(string Name, string Words)> Words() => [("each client asks", "at the beginning and at the end")];

    internal override IQueryStarts Begin(LoadExecution load, QueryExecutor executor) =>
        new ClientStarts(this, load, executor, Math.Min(Clients, AtOnce));

    private protected override Func<double, double?> Curve(TimeSpan duration)
    {
        var (all, part) = (duration.TotalSeconds, duration.TotalSeconds * Part);
        return due => due < 1 ? due * part : due < 2 ? all - ((2 - due) * part) : null;
    }

    private protected override IEnumerable<long> Evenly(int client, TimeSpan duration)
    {
        var (curve, place) = (Curve(duration), (double)client / Clients);
        return [(long)(curve(place)!.Value * TimeSpan.TicksPerSecond), (long)(curve(1 + place)!.Value * TimeSpan.TicksPerSecond)];
    }
}
