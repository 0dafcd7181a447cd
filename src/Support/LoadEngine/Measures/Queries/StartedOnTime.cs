using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Share of the planned queries whose dispatch delay was within a tenth of the interval, at least 5 ms, at most 100 ms.</summary>
internal sealed class StartedOnTime() : Measure("queries started on time", "queries.startedOnTime", Unit.Ratio)
{
    public override string Meaning =>
        "Share of planned queries that started within a tenth of their interval of the planned start (at least 5 ms, at most 100 ms).";

    public override IReadOnlyList<string> MustBe => ["at least 99%"];

    public override IReadOnlyList<string> KnownAs =>
        ["on time", "started on time", "punctuality", "late queries", "lateness", "schedule adherence"];

    public override string? Unfit(LoadPlan plan) => plan.Shape.HasSchedule
        ? null
        : "clients that ask back to back have no planned starts";

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.OnTimeRatio is not { } ratio)
        {
            return Reading.Inconclusive("no query was planned");
        }

        var waited = load.Recorder.OnTime.ServerLate;
        var late = load.Counts.Planned - load.Recorder.OnTime.OnTime;
        return Reading.Of(ratio, waited == 0 ? null : $"{Figures.Count(waited)} starts waited for the server") with
        {
            NotInARehearsal = late == 1 && GeneratorHealth.OneBreaks(load.Counts.Planned, expectation.Threshold)
                ? $"of {Figures.Count(load.Counts.Planned)} starts a single one that is late breaks this share"
                : null,
        };
    }

    public override double? ReadUndisturbed(LoadMeasurement load) => load.Recorder.Disturbed is { Count: > 0 } disturbed
        ? disturbed.Count == load.Counts.Planned ? 1
            : (load.Recorder.OnTime.OnTime - disturbed.OnTime) / (double)(load.Counts.Planned - disturbed.Count)
        : null;

    // Starts that were on time were so whatever the generator did; late ones may be late because of it.
    public override bool IsSpoiledByTheGenerator(bool holds) => !holds;

    public override double? OnTimeThreshold(Expectation expectation) => expectation.Threshold;
}
