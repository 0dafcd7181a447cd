using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>
/// Judges a scenario by DESIGN §6, the glossary and docs/decisions, from what happened alone: plain, slow, and with nothing of the
/// engine's own recording, statistics or criteria.
/// </summary>
internal sealed class IndependentJudge(ProofScenario scenario)
{
    private bool IsRehearsal => scenario.Evidence == EvidenceKind.Rehearsal;

    /// <summary>Why a scenario must be refused before any load is sent; null if it must not.</summary>
    public static string? Refuses(ProofScenario scenario)
    {
        foreach (var (plan, _) in scenario.Loads)
        {
            if (plan.Abandon is { } rule && rule.For > plan.StatedDuration)
            {
                return "a load that is over before it can be abandoned";
            }

            if (plan.Capacity is { } steps && steps.Limit < plan.Rate!.Value)
            {
                return "steps that go down";
            }

            if (scenario.Loads.Count > 1 && !scenario.Rows.Any(row => IsOf(row, plan) && row.Load is not null && !row.IsOfTheMachine))
            {
                return "a load that no row judges";
            }
        }

        if (scenario.IsSearch && scenario.Rows.All(row => row.What == What.Capacity))
        {
            return "a capacity alone";
        }

        return scenario.Rows.Select(row => Unfit(row, scenario.Loads.First(load => IsOf(row, load.Plan)).Plan))
            .FirstOrDefault(why => why is not null);
    }

    private static string? Unfit(Row row, LoadPlan plan)
    {
        var (begins, ends) = WindowJudge.Spikes(plan with { Scale = DurationScale.Full });
        return row.What switch
        {
            What.OnTime when plan.Shape is BackToBackLoad => "back to back there are no planned starts",
            What.Windows when row.Window > plan.StatedDuration => "a window longer than the load",
            What.Answers when plan.Mix.Any(share => share.ParameterRows > 1000) => "more references than are asked before a load",
            What.Capacity when plan.Capacity is null => "a capacity without steps",
            What.Recovery when begins is null or 0 || plan.StatedDuration.Ticks - ends < 5 * TimeSpan.TicksPerSecond =>
                "no spike with time before and after it",
            _ => null,
        };
    }

    private static bool IsOf(Row row, LoadPlan plan) => row.Load is null || row.Load.Equals(plan.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every row, judged by the loads of a scenario that were carried side by side.</summary>
    public IReadOnlyList<Said> Rows(Carried carried, IEnumerable<Row> rows) =>
        [.. rows.Select(row => new LoadJudge(new(scenario, carried, LoadOf(row, carried))).Judge(row))];

    private LoadHappened LoadOf(Row row, Carried carried) =>
        scenario.IsSearch ? carried.Loads[0] : carried.Loads.First(load => IsOf(row, load.Plan));

    /// <summary>The capacity, from the steps and the verdicts of the other rows at each.</summary>
    public Said Capacity(Row row, IReadOnlyList<Carried> steps, IReadOnlyList<IReadOnlyList<CriterionVerdict>> verdicts)
    {
        var held = Enumerable.Range(0, steps.Count).LastOrDefault(i => Holds(steps[i], verdicts[i]), -1);
        var value = held < 0 ? 0 : PerHour(steps[held].Loads[0].Plan.Rate!.Value);
        var holds = Said.Exactly(row, Math.Round(row.Threshold * 3600, 9), value, "") is { Verdicts: [Met] };
        var broken = IsBroken(steps[^1], verdicts[^1]);
        if (Load(steps[^1], steps[^1].Loads[0]).IsBrokenOff && holds)
        {
            return Said.Of(Inconclusive, "the run was ended in the last step");
        }

        return broken || (holds && row.Must is Must.BeAtLeast or Must.BeAbove)
            ? Said.Of(holds ? Met : NotMet, $"holds {value} per hour")
            : Said.Of(Inconclusive, $"holds {value} per hour, and the last step was not broken");
    }

    /// <summary>In decimals, in which rates per second, minute and hour are exact.</summary>
    public static decimal PerHour(Rate rate) => rate.Queries * TimeSpan.TicksPerHour / rate.Per.Ticks;

    /// <summary>The step whose rows stand in the table: the highest that held, or the first.</summary>
    public int Shown(IReadOnlyList<Carried> steps, IReadOnlyList<IReadOnlyList<CriterionVerdict>> verdicts) =>
        Math.Max(0, Enumerable.Range(0, steps.Count).LastOrDefault(i => Holds(steps[i], verdicts[i]), -1));

    public bool Holds(Carried step, IReadOnlyList<CriterionVerdict> verdicts) =>
        !IsBroken(step, verdicts) && !verdicts.Contains(Inconclusive) && verdicts.Contains(Met)
        && step.Loads[0].Queries.Any(query => query.Answered);

    private bool IsBroken(Carried step, IReadOnlyList<CriterionVerdict> verdicts) =>
        verdicts.Contains(NotMet) || Load(step, step.Loads[0]).Abandoned is not null;

    /// <param name="carried">The loads; of a search the step that is shown, for what breaks above it is what it searches.</param>
    /// <param name="rows">The verdicts of all rows.</param>
    public ScenarioVerdict Verdict(Carried carried, IReadOnlyList<CriterionVerdict> rows)
    {
        if (rows.Contains(NotMet) || carried.Loads.Any(load => Load(carried, load).Abandoned is not null))
        {
            return ScenarioVerdict.Failed;
        }

        var answered = carried.Loads.All(load => load.Queries.Any(query => query.Answered));
        var asked = IsRehearsal || carried.Loads.All(load =>
            load.Plan.Mix.All(share => load.Queries.Any(query => query.Name == share.Query && query.Started is not null)));
        var whole = !carried.Loads.Any(load => Load(carried, load).IsBrokenOff);
        return !rows.Contains(Inconclusive) && rows.Contains(Met) && answered && asked && whole
            ? ScenarioVerdict.Passed
            : ScenarioVerdict.Inconclusive;
    }

    private JudgedLoad Load(Carried carried, LoadHappened load) => new(scenario, carried, load);
}
