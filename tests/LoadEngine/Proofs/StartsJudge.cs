using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Whether the planned starts are those of the plan, which of them were late, and by whose fault.</summary>
internal sealed class StartsJudge(JudgedLoad load)
{
    /// <summary>When the same client's query before a query was over.</summary>
    private readonly Dictionary<Query, long> _answerBefore = AnswersBefore(load.All);

    private enum Whose
    {
        Nobodys, Generators, Servers,
    }

    /// <summary>Every start that the plan states by a rate was planned, and no other; in words what is wrong, else null.</summary>
    public string? Misplanned()
    {
        var plan = load.Plan;
        if (load.Abandoned is not null || plan.Shape is BackToBackLoad || plan.Pattern == ArrivalPattern.Poisson)
        {
            return null;
        }

        var duration = JudgedLoad.DurationOf(plan);
        if (plan.Rate is not { } rate)
        {
            var due = plan.Stages.Sum(stage => (stage.From + stage.To) / 2 * stage.StatedDuration.TotalSeconds)
                * duration / plan.StatedDuration.Ticks;
            return load.IsBrokenOff || Math.Abs(load.All.Count - due) <= 1.01
                ? null
                : $"{load.All.Count} starts, and the stages hold {due}";
        }

        decimal At(decimal n) => n * rate.Per.Ticks / rate.Queries;
        var stated = Enumerable.Range(0, plan.Clients)
            .SelectMany(client => Enumerable.Range(0, (int)(duration / At(1)) + 1)
                .Select(n => At(n) + (plan.Phase == ClientPhase.Spread ? At(1) * client / plan.Clients : 0)))
            .Where(start => start < duration).Order().ToArray();
        var planned = load.All.Select(query => query.Planned).Order().ToArray();
        var all = planned.Length == stated.Length || (load.IsBrokenOff && IsAllUntilTheEnd(planned.Length, stated));
        return all && planned.Zip(stated).All(pair => Math.Abs(pair.First - pair.Second) <= 10) ? null
            : $"{planned.Length} starts, and the plan states {stated.Length}, or others";
    }

    public Said OnTime(Row row)
    {
        var late = load.All.Where(query => Lateness(query) != Whose.Nobodys).ToArray();
        var (n, own) = (load.All.Count, late.Count(query => Lateness(query) == Whose.Generators));
        if (n == 0)
        {
            return Said.Of(Inconclusive, "nothing was planned");
        }

        var why = $"{late.Length} of {n} late, {own} by the generator";
        if (Said.Exactly(row, row.Threshold * n, n - late.Length, why) is { Verdicts: [Met] } met)
        {
            return met;
        }

        if (GeneratorFailed() is { } fault)
        {
            return Said.Of(Inconclusive, fault);
        }

        if (load.IsRehearsal && late.Length == 1 && n * (1 - row.Threshold) < 1)
        {
            return Said.Of(NotJudged, "a single late start breaks the share");
        }

        var rest = load.All.Where(query => !load.IsDisturbed(query)).ToArray();
        var onTime = rest.Count(query => Lateness(query) == Whose.Nobodys);
        var without = rest.Length == 0 || Said.Exactly(row, row.Threshold * rest.Length, onTime, "") is { Verdicts: [Met] };
        return Said.Of(rest.Length < n && without ? Inconclusive : NotMet, $"{why}; without what was disturbed {rest.Length}");
    }

    /// <summary>The generator was late beyond the row's limit, or was paused for too long; null if neither.</summary>
    public string? GeneratorFailed()
    {
        var (scenario, n) = (load.Scenario, load.All.Count);
        var name = scenario.IsSearch ? scenario.Loads[0].Plan.Name : load.Plan.Name;
        var limit = scenario.Rows
            .FirstOrDefault(row => row.What == What.OnTime && (row.Load ?? name).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.Threshold ?? 0.99m;
        var late = load.All.Count(query => Lateness(query) == Whose.Generators);
        if (late > (1 - limit) * n && !(load.IsRehearsal && late == 1 && n * (1 - limit) < 1))
        {
            return $"the generator started {late} of {n} late";
        }

        // Looks at itself once a second: what lies beyond two seconds between them it was paused, but for the one.
        long stood = 0, at = 0;
        foreach (var look in load.Carried.Looks.Where(look => look > 0))
        {
            if (look - at >= JudgedLoad.Second / 2)
            {
                stood += look - at > 2 * JudgedLoad.Second ? look - at - JudgedLoad.Second : 0;
                at = look;
            }
        }

        return stood > at * 0.01 ? $"the generator was paused for {stood / (double)JudgedLoad.Second:0.0} s" : null;
    }

    // A generator that was paused when the run was ended has not planned what became due meanwhile.
    private bool IsAllUntilTheEnd(int planned, decimal[] stated)
    {
        var due = stated.Count(start => start < load.Measured);
        var late = load.Scenario.Freezes.Count > 0 || load.Scenario.Late != default;
        return planned <= due && (late || planned == due);
    }

    /// <summary>Within a tenth of the interval (of stages: at their busiest), at least 5 ms, at most 100 ms.</summary>
    public static double LimitOf(LoadPlan plan)
    {
        var interval = plan.Rate is { } rate ? rate.Per.Ticks / (double)rate.Queries
            : plan.Stages.Count > 0 ? JudgedLoad.Second / plan.Stages.Max(stage => Math.Max(stage.From, stage.To))
            : JudgedLoad.Second;
        return Math.Clamp(interval / 10, 50_000, 1_000_000);
    }

    private Whose Lateness(Query query)
    {
        if (query.Started is not { } started)
        {
            return Whose.Servers;
        }

        var limit = LimitOf(load.Plan);
        var answered = load.Plan.Shape is ClientLoad ? _answerBefore.GetValueOrDefault(query) : 0;
        return started - query.Planned <= limit ? Whose.Nobodys
            : started - Math.Max(query.Planned, answered) > limit ? Whose.Generators
            : Whose.Servers;
    }

    private static Dictionary<Query, long> AnswersBefore(IEnumerable<Query> queries)
    {
        var before = new Dictionary<Query, long>(ReferenceEqualityComparer.Instance);
        foreach (var own in queries.Where(query => query.Started is not null).GroupBy(query => query.Client))
        {
            var inOrder = own.OrderBy(query => query.Started).ThenBy(query => query.Ended).ToArray();
            for (var i = 1; i < inOrder.Length; i++)
            {
                before.Add(inOrder[i], inOrder[i - 1].Over);
            }
        }

        return before;
    }
}
