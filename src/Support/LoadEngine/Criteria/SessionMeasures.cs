using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

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

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { FirstQueries: { Count: > 0 } disturbed }
        && load.Recorder.FirstQueriesFailed == disturbed.Count(client => load.Recorder.FirstQueryMs[client] is null)
        ? load.Recorder.FirstQueryMs.Where((_, client) => !disturbed.Contains(client)).Max() ?? 0
        : null;
}

/// <summary>From the end of the last spike until the load is as calm as before it.</summary>
internal sealed record TimeToRecover() : Measure("recovery", Unit.Time)
{
    public override bool NeedsGenerator => true;

    public override string? Unfit(LoadPlan plan)
    {
        return plan.Shape.Spikes(plan.StatedDuration) is not var (begins, ends) || begins <= TimeSpan.Zero || ends >= plan.StatedDuration
            ? "the load has no spike with a calm time before and after it"
            : (plan.StatedDuration - ends).TotalSeconds < RecoveryWatch.CalmSeconds
                ? $"the load ends {DurationText.Of(plan.StatedDuration - ends)} after its last spike, and {RecoveryWatch.CalmSeconds} calm seconds are recovery"
            : null;
    }

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Recorder.Recovery is not { Known: true } recovery)
        {
            return Reading.CannotTell("most queries before the spike were not answered");
        }

        if (recovery.SecondsAfter < RecoveryWatch.CalmSeconds)
        {
            return new Reading
            {
                Text = "unknown",
                TooShort = $"only {FigureText.Count(recovery.SecondsAfter)} whole seconds follow the last spike, {RecoveryWatch.CalmSeconds} are needed",
            };
        }

        return recovery.Recovered() is { } time ? Reading.Of(time.TotalMilliseconds) : Reading.Infinite("not recovered when the load was over");
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { Count: > 0 }
        ? load.Recorder.Recovery?.Recovered(undisturbed: true)?.TotalMilliseconds
        : null;
}
