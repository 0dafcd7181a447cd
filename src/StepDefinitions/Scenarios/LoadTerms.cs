using SparkLoad.LoadEngine.Plans;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Specs.Scenarios;

/// <summary>What a scenario says of all its loads; what it leaves out keeps the plan's own value.</summary>
internal sealed record LoadTerms
{
    /// <summary>What a step that states one for all loads states.</summary>
    public const string WarmUpStatement = "a warm-up";

    public TimeSpan? WarmUp { get; init; }

    public TimeSpan? QueryTimeout { get; init; }

    public AbandonRule? Abandon { get; init; }

    public long? Seed { get; init; }

    public ClientTerms Clients { get; init; } = new();

    /// <exception cref="PlanException">The plan cannot be carried out with these terms.</exception>
    public LoadPlan ApplyTo(LoadPlan plan) => (plan with
    {
        WarmUp = WarmUp ?? plan.WarmUp,
        QueryTimeout = QueryTimeout ?? plan.QueryTimeout,
        Abandon = Abandon ?? plan.Abandon,
        Seed = Seed ?? plan.Seed,
    }).Validated();
}
