using System.Globalization;
using Reqnroll;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Takes down what the steps of a scenario state.</summary>
internal sealed class StatedLoads(ScenarioRecord record)
{
    /// <summary>What a step that states one for all loads states.</summary>
    public const string WarmUp = "a warm-up";

    /// <summary>What was stated so far.</summary>
    public StatedScenario Scenario { get; private set; } = new();

    /// <summary>Takes down what is to hold for every load of the scenario.</summary>
    /// <param name="what">What the step states, in words.</param>
    /// <param name="change">Puts it into the terms.</param>
    public void Agree(string what, Func<StatedTerms, StatedTerms> change)
    {
        record.Once(what);
        var terms = change(Scenario.Terms);
        Scenario = Scenario with { Terms = what == WarmUp ? terms with { WarmUpStatedIn = record.Said.Step } : terms };
    }

    /// <summary>Takes down a load of one or several queries; it is sent once the criteria are known.</summary>
    public void Add(
        SparkTarget target, Func<IReadOnlyList<QueryShare>> mix, Func<LoadShape> shape, TimeSpan warmUp = default, Asking? asking = null)
    {
        asking ??= Asking.Answer;
        try
        {
            QueryShare[] shares = [.. mix().Select(Known)];
            foreach (var share in shares)
            {
                target.RequireColumnsOf(share.Query);
            }

            var query = string.Join(", ", shares.Select(share => record.Suite.Queries.Find(share.Query).Name));
            var name = asking.NameOf(query);
            var same = Scenario.Loads.Count(load => load.Plan.Asking.NameOf(load.Plan.Query) == name);
            var plan = new LoadPlan(same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({same + 1})"), shape())
            {
                Mix = shares,
                Scale = target.Scale,
                WarmUp = warmUp,
                Asking = asking,
            };
            Scenario = Scenario.With(new StatedLoad(plan, record.Said.Step));
        }
        catch (TargetNotReachedException e)
        {
            throw record.NotRun(e.Message);
        }
        catch (Exception e) when (e is QueryException or PlanException)
        {
            throw record.Broken(e.Message);
        }
    }

    /// <summary>Reads the rows alone, where the rest of the scenario is mistaken.</summary>
    public void ReadRows(DataTable table)
    {
        try
        {
            CriteriaSet.Parse(CriteriaRows.Of(table), record.Language);
        }
        catch (CriterionFormatException e)
        {
            throw record.Broken(e.Message);
        }
    }

    private QueryShare Known(QueryShare share)
    {
        var query = record.Suite.Queries.Find(share.Query);
        record.Suite.Keep(query);
        return share with { ParameterRows = query.Parameters?.Rows.Count ?? 0, TellsItsRows = query.RowsWritten is not null };
    }

    /// <summary>The scenario as it is to be run.</summary>
    /// <param name="table">The criteria as written.</param>
    /// <param name="comparison">With whom the load alternates; null where it does not.</param>
    /// <param name="profiled">The client is profiled.</param>
    public RunnableScenario Read(DataTable table, StatedComparison? comparison, bool profiled)
    {
        try
        {
            Scenario = Scenario with
            {
                Criteria = CriteriaSet.Parse(CriteriaRows.Of(table), record.Language), Comparison = comparison, Profiled = profiled,
            };
            return Scenario.Validated();
        }
        catch (Exception e) when (e is CriterionFormatException or PlanException)
        {
            throw record.Broken(e.Message);
        }
    }
}
