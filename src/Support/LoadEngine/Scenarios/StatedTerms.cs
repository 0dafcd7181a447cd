using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Scenarios;

/// <summary>What a scenario says of all its loads; what it leaves out keeps the plan's own value.</summary>
public sealed record StatedTerms
{
    public TimeSpan? WarmUp { get; init; }

    /// <summary>The step that states <see cref="WarmUp"/>, as the feature writes it; for messages.</summary>
    public string? WarmUpStatedIn { get; init; }

    public TimeSpan? QueryTimeout { get; init; }

    public AbandonRule? Abandon { get; init; }

    public long? Seed { get; init; }

    /// <inheritdoc cref="LoadPlan.RandomParameters"/>
    public bool RandomParameters { get; init; }

    /// <summary>What is sent again; default nothing.</summary>
    public Retries Retries { get; init; }

    /// <summary>All clients use one connection; default is one each.</summary>
    public bool ShareConnection { get; init; }

    /// <inheritdoc cref="LoadPlan.CutEvery"/>
    public TimeSpan? CutEvery { get; init; }

    /// <inheritdoc cref="LoadPlan.KilledAfter"/>
    public TimeSpan? KilledAfter { get; init; }

    /// <inheritdoc cref="LoadPlan.RenewsSessions"/>
    public bool RenewsSessions { get; init; }

    /// <summary>How answers are read; default <see cref="AnswerReading.Drained"/>.</summary>
    public AnswerReading Reading { get; init; }

    /// <summary>Something befalls the service, or the way to it, while the loads run.</summary>
    internal bool Disturbs => CutEvery is not null || KilledAfter is not null;

    internal string ReadingInWords => Reading == AnswerReading.Arrow ? "Arrow tables" : "rows";

    /// <exception cref="PlanException">The plan cannot be run with these terms.</exception>
    internal LoadPlan ApplyTo(LoadPlan plan) => (plan with
    {
        WarmUp = WarmUp ?? plan.WarmUp,
        QueryTimeout = QueryTimeout ?? plan.QueryTimeout,
        Abandon = Abandon ?? plan.Abandon,
        Seed = Seed ?? plan.Seed,
        RandomParameters = RandomParameters || plan.RandomParameters,
        CutEvery = CutEvery ?? plan.CutEvery,
        KilledAfter = KilledAfter ?? plan.KilledAfter,
        RenewsSessions = RenewsSessions || plan.RenewsSessions,
    }).Validated();
}
