using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>
/// A kind of load: what a scenario states of it, whether that can be run, when its queries start, and what results and messages call it.
/// Each kind is one file in this folder, and no other code asks which kind it has.
/// </summary>
public abstract record LoadShape
{
    private protected LoadShape(int clients, TimeSpan duration) => (Clients, Duration) = (clients, duration);

    /// <summary>Sessions; 1 to 10,000. A load that starts queries whether or not earlier ones have ended has one.</summary>
    public int Clients { get; }

    /// <summary>As stated, before scaling.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether its queries have planned starts; else an answer decides when the next query starts.</summary>
    public bool HasSchedule => Interval is not null;

    /// <summary>
    /// Each client has one query at a time, at moments that are known before the load begins, so that an external client can keep to them.
    /// </summary>
    public virtual bool SuitsExternalClients => false;

    /// <summary>One load at one rate from beginning to end, so that each round of a comparison is the same.</summary>
    internal virtual bool IsSteady => true;

    /// <summary>Several steps one after the other, each of them judged by the criteria.</summary>
    internal virtual bool IsSearch => false;

    /// <summary>Whether its starts are drawn at random.</summary>
    internal virtual bool IsRandom => false;

    /// <summary>Time between two planned starts of one client, the shortest where it varies; null without a schedule.</summary>
    internal virtual TimeSpan? Interval => null;

    /// <summary>The value of <c>model</c> in <c>results.json</c>.</summary>
    internal abstract string Model { get; }

    /// <summary>The same in words.</summary>
    internal abstract string Kind { get; }

    /// <summary>When the first spike begins and the last one ends in a load that lasts this long; null where it has none.</summary>
    internal virtual (TimeSpan Begins, TimeSpan Ends)? Spikes(TimeSpan duration) => null;

    /// <summary>Queries that its schedule holds in this time; null without a schedule.</summary>
    internal virtual long? Planned(TimeSpan duration, long seed) => null;

    /// <summary>Refuses what cannot be run as it is stated.</summary>
    internal abstract void Check(PlanCheck check, long seed);

    /// <summary>What else it states, in words by its name.</summary>
    internal abstract IEnumerable<(string Name, string Words)> Words();

    /// <summary>The starts of a load that begins now.</summary>
    /// <param name="load">The load, or its warm-up; its recorder is told of what is planned and started.</param>
    /// <param name="executor">Executes its queries.</param>
    internal abstract IQueryStarts Begin(LoadExecution load, QueryExecutor executor);
}
