using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Latency;

/// <summary>From the end of the last spike until the load is as calm as before it.</summary>
internal sealed class TimeToRecover() : Measure("time to recover", "recovery", Unit.Time)
{
    public override string Meaning =>
        "From the end of the last spike to the first of five seconds in a row that are calm: "
        + "their median latency is at most twice the one before the spike, and 10 ms more.";

    public override IReadOnlyList<string> MustBe => ["under 30 seconds"];

    public override IReadOnlyList<string> KnownAs => ["recovery", "recovery time", "time to recovery", "mttr"];

    public override Needs Needs => Needs.UndisturbedGenerator;

    public override string? Unfit(LoadPlan plan)
    {
        return plan.Shape.Spikes(plan.StatedDuration) is not var (begins, ends) || begins <= TimeSpan.Zero || ends >= plan.StatedDuration
            ? "the load has no spike with a calm time before and after it"
            : (plan.StatedDuration - ends).TotalSeconds < RecoveryWatch.CalmSeconds
                ? $"the load ends {DurationText.Of(plan.StatedDuration - ends)} after its last spike, "
                    + $"and {RecoveryWatch.CalmSeconds} calm seconds are recovery"
            : null;
    }

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Recorder.Recovery is not { Known: true } recovery)
        {
            return Reading.Inconclusive("most queries before the spike were not answered");
        }

        if (recovery.SecondsAfter < RecoveryWatch.CalmSeconds)
        {
            return new Reading
            {
                Text = "unknown",
                TooShort = $"only {Figures.Count(recovery.SecondsAfter)} whole seconds follow the last spike, "
                    + $"{RecoveryWatch.CalmSeconds} are needed",
            };
        }

        return recovery.Recovered() is { } time
            ? Reading.Of(time.TotalMilliseconds)
            : Reading.Infinite("not recovered when the load was over");
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { Count: > 0 }
        ? load.Recorder.Recovery?.Recovered(undisturbed: true)?.TotalMilliseconds
        : null;
}
