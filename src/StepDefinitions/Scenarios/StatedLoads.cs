using System.Globalization;
using Reqnroll;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The loads that a scenario states, and what it says of all of them.</summary>
internal sealed class StatedLoads(ScenarioRecord record)
{
    private readonly List<LoadPlan> _plans = [];
    private readonly List<string> _steps = [];

    public LoadTerms Terms { get; private set; } = new();

    public bool Any => _plans.Count > 0;

    /// <summary>Takes down what is to hold for every load of the scenario.</summary>
    /// <param name="what">What the step states, in words.</param>
    /// <param name="change">Puts it into the terms.</param>
    public void Agree(string what, Func<LoadTerms, LoadTerms> change)
    {
        record.Once(what);
        Terms = change(Terms);
    }

    /// <summary>Takes down a load of one or several queries; it is sent once the criteria are known.</summary>
    public void Add(ISparkTarget target, Func<IReadOnlyList<QueryShare>> mix, Func<LoadShape> shape, TimeSpan warmUp = default)
    {
        try
        {
            var shares = mix();
            foreach (var share in shares)
            {
                target.RequireColumnsOf(share.Query);
            }

            var name = string.Join(", ", shares.Select(share => QueryCatalog.Find(share.Query).Name));
            var same = _plans.Count(plan => plan.Query == name);
            _steps.Add(record.Said.Step);
            _plans.Add(new LoadPlan(same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({same + 1})"), shape())
            {
                Mix = shares,
                Scale = target.Scale,
                WarmUp = warmUp,
            }.Validated());
        }
        catch (TargetNotReachedException e)
        {
            throw record.NotRun(e.Message);
        }
        catch (Exception e) when (e is UnknownQueryException or PlanException)
        {
            throw record.Broken(e.Message);
        }
    }

    /// <summary>The loads as they are to be carried, and the criteria, checked against them.</summary>
    /// <param name="table">The criteria as written.</param>
    /// <param name="other">Who carries the load in turn; null where nobody does.</param>
    /// <param name="profiled">The client is profiled.</param>
    public (CriteriaSet Criteria, IReadOnlyList<LoadPlan> Plans) Read(DataTable table, OtherSide? other, bool profiled)
    {
        if (Unfit(other, profiled) is { } unfit)
        {
            throw record.Broken(unfit);
        }

        try
        {
            LoadPlan[] plans = [.. _plans.Select(Terms.ApplyTo)];
            var criteria = CriteriaSet.Parse(CriteriaRows.Of(table), record.Language).CheckAgainst(plans, other?.Name ?? Sides.Baseline);
            if (UnansweredRows.Find(criteria.Rows, other, Terms.Clients.Reading) is { } unanswered)
            {
                throw record.Broken(unanswered);
            }

            return profiled && criteria.Compares(Sides.Baseline)
                ? throw record.Broken("a profiled client is slower, so it cannot be compared with the baseline; profile another scenario")
                : (other is null ? criteria : OtherSide.RowsOf(criteria), plans);
        }
        catch (Exception e) when (e is CriterionFormatException or PlanException)
        {
            throw record.Broken(e.Message);
        }
    }

    private string? Unfit(OtherSide? other, bool profiled) =>
        _plans.Count == 0 ? "the scenario states criteria, but no load"
        : _plans.Count > 1 && _plans.Find(plan => plan.Shape is CapacityLoad) is { } search
            ? $"the search for the capacity of \"{search.Name}\" has to be the only load of its scenario"
        : profiled && _plans[0].Shape is CapacityLoad
            ? $"the search for the capacity of \"{_plans[0].Name}\" cannot be profiled; profile one load of a steady rate"
        : Terms.WarmUp is not null && _plans.FindIndex(plan => plan.WarmUp > TimeSpan.Zero) is var own and >= 0
            ? $"the scenario states a warm-up twice, in \"{record.Said.Of(LoadTerms.WarmUpStatement)}\" and in \"{_steps[own]}\"; keep one of them"
        : other?.Unfit(_plans, Terms, profiled);
}
