using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Each client asks on a schedule of its own, one query at a time; what it could not ask in time it catches up in order.</summary>
/// <param name="Clients">How many.</param>
/// <param name="Rate">Of each.</param>
/// <param name="Duration">As stated, before scaling.</param>
public sealed record ClientLoad(int Clients, Rate Rate, TimeSpan Duration) : ScheduledLoad(Clients, Duration)
{
    public ClientPhase Phase { get; init; }

    public override bool SuitsExternalClients => true;

    internal override string Model => "clients";

    internal override string Kind => "clients with a schedule each";

    internal override TimeSpan? Interval => Rate.Interval;

    private protected override double Busiest => Rate.PerSecond;

    internal override IEnumerable<(string Name, string Words)> Words() =>
    [
        ("rate", Rate.Words),
        ("arrivals", Phase == ClientPhase.Spread && !IsRandom ? "in turn" : Arrivals),
    ];

    internal override IQueryStarts Begin(LoadExecution load, QueryExecutor executor) =>
        new ClientStarts(this, load, executor, atOnce: Clients);

    private protected override Func<double, double?> Curve(TimeSpan duration) => due => due / Rate.PerSecond;

    private protected override IEnumerable<long> Evenly(int client, TimeSpan duration) =>
        Rate.Offsets(Phase == ClientPhase.Spread ? (long)(Rate.Interval.Ticks * (double)client / Clients) : 0);
}

/// <summary>How the schedules of several clients lie to each other.</summary>
public enum ClientPhase
{
    /// <summary>All clients ask at the same moments, so that their queries really meet on the server.</summary>
    Together,

    /// <summary>The clients' starts are spread evenly over the interval.</summary>
    Spread,
}
