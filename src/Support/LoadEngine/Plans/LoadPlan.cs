using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>One load as the feature states it. <see cref="Validated"/> refuses what cannot be carried out.</summary>
public sealed record LoadPlan
{
    private static readonly TimeSpan ShortestDrain = TimeSpan.FromSeconds(60);
    private readonly TimeSpan? _drainLimit;

    /// <summary>Names the load in results and in the criteria table's load column.</summary>
    public required string Name { get; init; }

    /// <summary>The queries; at least one.</summary>
    public required IReadOnlyList<QueryShare> Mix { get; init; }

    public required LoadModel Model { get; init; }

    /// <summary>Sessions with one query at a time; 1 to 10,000. An open load has one session.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Of an open load in total, of a client load per client; null for back-to-back loads and for stages.</summary>
    public Rate? Rate { get; init; }

    /// <summary>Stages of an open load instead of one rate; their durations add up to the stated one.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    public ArrivalPattern Pattern { get; init; }

    /// <summary>Of client loads.</summary>
    public ClientPhase Phase { get; init; }

    /// <summary>Of back-to-back loads: from an answer to the next query; default none.</summary>
    public TimeSpan Pause { get; init; }

    public required TimeSpan StatedDuration { get; init; }

    /// <summary>The factor on <see cref="StatedDuration"/>, <see cref="WarmUp"/> and the stages; default 1.</summary>
    public DurationScale Scale { get; init; }

    /// <summary>The scaled duration.</summary>
    public TimeSpan Duration => CarriedDuration ?? Scale.Apply(StatedDuration);

    /// <summary>Of a load that is carried in rounds, where their number is scaled and not how long each lasts; null for any other.</summary>
    internal TimeSpan? CarriedDuration { get; init; }

    /// <summary>Stated time of the same load before measuring begins; default none.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>A query that takes longer is interrupted and counts as timed out; default 60 s.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after the load's duration answers are waited for and overdue starts are caught up: as long as a query may take, at least 60 s.</summary>
    public TimeSpan DrainLimit
    {
        get => _drainLimit ?? (QueryTimeout > ShortestDrain ? QueryTimeout : ShortestDrain);
        init => _drainLimit = value;
    }

    /// <summary>Queries of an open load under way at once; starts beyond it count as never started. Default 1,000.</summary>
    public int MaxInFlight { get; init; } = 1000;

    /// <summary>Seed of random arrivals and of the mix; null is 1, so that every run can be repeated.</summary>
    public long? Seed { get; init; }

    /// <summary>When to give up; default never.</summary>
    public AbandonRule? Abandon { get; init; }

    /// <summary>Steps of an open load's rate, which <see cref="Rate"/> begins; null for a load of its own.</summary>
    public CapacitySteps? Capacity { get; init; }

    /// <summary>The side of a comparison that this load measures, or null.</summary>
    public string? Side { get; init; }

    /// <summary>The query's name, or those of the mix joined by <c>, </c>.</summary>
    public string Query => string.Join(", ", Mix.Select(share => share.Query));

    /// <summary>Whether anything of the plan is drawn at random.</summary>
    public bool IsRandom => Pattern == ArrivalPattern.Poisson || Mix.Count > 1;

    internal long EffectiveSeed => Seed ?? 1;

    /// <summary>The plan itself, if it can be carried out.</summary>
    /// <exception cref="PlanException">It cannot; the message says what is wrong and how to mend it.</exception>
    public LoadPlan Validated()
    {
        PlanCheck.Check(this);
        return this;
    }
}
