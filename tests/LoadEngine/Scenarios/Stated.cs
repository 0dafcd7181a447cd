using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;

namespace SparkLoad.LoadEngine.Tests.Scenarios;

/// <summary>Scenarios that state nothing but loads and criteria.</summary>
internal static class Stated
{
    public static StatedScenario Of(CriteriaSet criteria, params IReadOnlyList<LoadPlan> plans) =>
        new() { Loads = [.. plans.Select(plan => new StatedLoad(plan))], Criteria = criteria };

    /// <summary>The criteria themselves, if a scenario with these loads can be run.</summary>
    public static CriteriaSet ValidatedWith(this CriteriaSet criteria, params IReadOnlyList<LoadPlan> plans) =>
        Of(criteria, plans).Validated().Criteria;
}
