using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>What one load measured, ready to be judged.</summary>
public sealed class LoadMeasurement
{
    internal LoadMeasurement(LoadRecorder recorder, TimeSpan measured)
    {
        Recorder = recorder;
        Measured = measured;
    }

    public LoadPlan Plan => Recorder.Plan;

    /// <summary>When the load began, by the wall clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The load's duration, or less where it ended before its time.</summary>
    public TimeSpan Measured { get; }

    /// <summary>In words, why the load ended before its time; null for one that ran to its end.</summary>
    public string? BrokeOffBecause { get; init; }

    /// <summary>The load was given up by its own rule.</summary>
    public bool Abandoned { get; init; }

    /// <summary>What the load cost; null where nothing was watched.</summary>
    public ResourcesResult? Resources { get; init; }

    public required GeneratorResult Generator { get; init; }

    public WarmupResult? Warmup { get; init; }

    /// <summary>
    /// A client of another make sent the load: its late starts are what is measured, not a fault of the generator. Default false.
    /// </summary>
    public bool External { get; init; }

    /// <summary>Queries of the mix that the plan's time was too short for.</summary>
    public IReadOnlyList<string> NeverAsked => [.. Recorder.Queries.Where(query => query.Planned == 0).Select(query => query.Name)];

    /// <summary>Failures by kind.</summary>
    public IReadOnlyList<ErrorCount> Errors => Recorder.Errors.ToCounts();

    /// <summary>What the load's table held before it and holds after it, known once it is over; null where no row asks for that.</summary>
    public (TableRows Before, TableRows After)? Table { get; set; }

    /// <summary>The slowest answered queries, slowest first; what is found out of them after the load takes their place.</summary>
    public IReadOnlyList<SlowQuery> Slowest
    {
        get => field ??= [.. Recorder.Parts.Slowest.Select(query => query.ToSlowQuery())];
        set;
    }

    internal LoadRecorder Recorder { get; }

    internal LoadCounts Counts => Recorder.Counts;

    /// <summary>Successes that ended within the load's duration, divided by that duration.</summary>
    internal double ThroughputPerSecond => Measured > TimeSpan.Zero ? Counts.SucceededInTime / Measured.TotalSeconds : 0;

    /// <summary>How long the client and the server were watched: as long as the longest of the loads that ran side by side.</summary>
    internal TimeSpan Watched
    {
        get => field > TimeSpan.Zero ? field : Measured;
        init;
    }

    /// <summary>How long the generator was paused, by its own looks at itself.</summary>
    internal TimeSpan Paused { get; init; }

    /// <summary>Null for back-to-back loads and where nothing was planned.</summary>
    internal double? OnTimeRatio => Plan.Shape.HasSchedule && Counts.Planned > 0
        ? (double)Recorder.OnTime.OnTime / Counts.Planned
        : null;

    /// <summary>The load as it stands in <c>results.json</c>.</summary>
    public LoadResult ToResult() => LoadResults.Of(this) with { Figures = Plan.Side is null ? RunFigure.All(Recorder) : [] };
}
