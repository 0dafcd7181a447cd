using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Something that can be judged.</summary>
/// <param name="Key">Stable name in results, as <c>latency.scheduled.p95</c>.</param>
/// <param name="Units">Units a threshold may have.</param>
internal abstract record Measure(string Key, params Unit[] Units)
{
    /// <summary>Tells nothing where the generator was the bottleneck.</summary>
    public virtual bool NeedsGenerator => false;

    /// <summary>What a bare number counts.</summary>
    public virtual string Counted => "queries";

    /// <summary>Of the process or the server, and so of all loads together.</summary>
    public virtual bool IsOfAllLoads => false;

    /// <summary>What must be recorded for it, beyond the standard figures.</summary>
    public virtual WindowFigure? Window => null;

    /// <summary>Why it makes no sense for this load; null if it does.</summary>
    public virtual string? Unfit(LoadPlan plan) => null;

    public abstract Reading Read(LoadMeasurement load, Expectation expectation);

    /// <summary>
    /// What it would be without the part of the load in which the generator stood still; null where that cannot be taken apart, or where it had
    /// no part in it.
    /// </summary>
    public virtual double? ReadUndisturbed(LoadMeasurement load) => null;
}
