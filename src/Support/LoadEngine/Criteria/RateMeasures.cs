using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Successes that ended within the load's duration, divided by that duration.</summary>
internal sealed record Throughput() : Measure("throughput", Unit.Rate)
{
    public override bool NeedsGenerator => true;

    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Measured <= TimeSpan.Zero
        ? Reading.CannotTell("the load had no time")
        : Reading.Of(load.ThroughputPerSecond);

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Paused > TimeSpan.Zero && load.Paused < load.Measured
        ? load.Counts.SucceededInTime / (load.Measured - load.Paused).TotalSeconds
        : null;
}

/// <summary>Share of the planned queries whose dispatch delay was within a tenth of the interval, at least 5 ms, at most 100 ms.</summary>
internal sealed record StartedOnTime() : Measure("queries.startedOnTime", Unit.Ratio)
{
    public override string? Unfit(LoadPlan plan) => plan.Shape.HasSchedule
        ? null
        : "clients that ask back to back have no planned starts";

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.OnTimeRatio is not { } ratio)
        {
            return Reading.CannotTell("no query was planned");
        }

        var waited = load.Recorder.OnTime.ServerLate;
        var late = load.Counts.Planned - load.Recorder.OnTime.OnTime;
        return Reading.Of(ratio, waited == 0 ? null : $"{FigureText.Count(waited)} starts waited for the server") with
        {
            NotInARehearsal = late == 1 && GeneratorHealth.OneBreaks(load.Counts.Planned, expectation.Threshold)
                ? $"of {FigureText.Count(load.Counts.Planned)} starts a single one that is late breaks this share"
                : null,
        };
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { Count: > 0 } disturbed
        ? disturbed.Count == load.Counts.Planned ? 1
            : (load.Recorder.OnTime.OnTime - disturbed.OnTime) / (double)(load.Counts.Planned - disturbed.Count)
        : null;
}
