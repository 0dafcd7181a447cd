using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>The slowest first query of a session, which no percentile holds.</summary>
internal sealed record FirstQueryLatency() : Measure("latency.first", Unit.Time)
{
    public override bool NeedsGenerator => true;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answered = load.Recorder.FirstQueryMs.OfType<double>().ToArray();
        if (load.Recorder.FirstQueriesFailed > 0)
        {
            return Reading.Infinite(LatencyMeasure.NotReached(load.Recorder.FirstQueriesFailed, load.Recorder.FirstQueryMs.Count));
        }

        return answered.Length < load.Recorder.FirstQueryMs.Count
            ? Reading.CannotTell("a session was never asked anything")
            : Reading.Of(answered.Max());
    }
}

/// <summary>From the end of the last spike until the load is as calm as before it.</summary>
internal sealed record TimeToRecover() : Measure("recovery", Unit.Time)
{
    public override bool NeedsGenerator => true;

    public override string? Unfit(LoadPlan plan) => RecoveryWatch.For(plan, plan.StatedDuration) is null
        ? "the load has no spike with a calm time before and after it"
        : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Recorder.Recovery is not { Known: true } recovery)
        {
            return Reading.CannotTell("most queries before the spike were not answered");
        }

        return recovery.Recovered() is { } time ? Reading.Of(time.TotalMilliseconds) : Reading.Infinite("not recovered when the load was over");
    }
}
