using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Whether suite and judge agree on a scenario.</summary>
/// <param name="Disagreement">In words with both verdicts; null if they agree.</param>
internal sealed record Agreement(Outcome? Suite, string? Disagreement)
{
    /// <summary>Rows whose figure lies so near the threshold that either verdict counts.</summary>
    public int Near { get; init; }

    public static async Task<Agreement> OnAsync(ProofScenario scenario)
    {
        try
        {
            var outcome = await ScenarioRun.OfAsync(scenario);
            return new Comparison(scenario, outcome).Compared();
        }
        catch (Exception e)
        {
            return new Agreement(null, $"It broke: {string.Join('\n', e.ToString().Split('\n').Take(4))}");
        }
    }

    /// <summary>The smallest scenario found that still disagrees: parts are left out for as long as one can be.</summary>
    public static async Task<ProofScenario> SmallestAsync(ProofScenario scenario)
    {
        var smaller = Simpler(scenario).GetEnumerator();
        while (smaller.MoveNext())
        {
            if ((await OnAsync(smaller.Current)).Disagreement is not null)
            {
                (scenario, smaller) = (smaller.Current, Simpler(smaller.Current).GetEnumerator());
            }
        }

        return scenario;
    }

    private static IEnumerable<ProofScenario> Simpler(ProofScenario scenario)
    {
        for (var i = 0; i < scenario.Rows.Count && scenario.Rows.Count > 1; i++)
        {
            yield return scenario with { Rows = [.. scenario.Rows.Where((_, at) => at != i)] };
        }

        for (var i = 0; i < scenario.Loads.Count && scenario.Loads.Count > 1; i++)
        {
            var name = scenario.Loads[i].Plan.Name;
            var rows = scenario.Rows.Where(row => !name.Equals(row.Load, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (rows.Length > 0)
            {
                yield return scenario with { Loads = [.. scenario.Loads.Where((_, at) => at != i)], Rows = rows };
            }
        }

        for (var i = 0; i < scenario.Freezes.Count; i++)
        {
            yield return scenario with { Freezes = [.. scenario.Freezes.Where((_, at) => at != i)] };
        }

        if (scenario.Cancelled is not null)
        {
            yield return scenario with { Cancelled = null };
        }

        if (scenario.Late != default)
        {
            yield return scenario with { Late = default };
        }

        for (var i = 0; i < scenario.Loads.Count; i++)
        {
            var load = scenario.Loads[i];
            Func<ProofLoad, ProofLoad>[] simpler =
            [
                one => one with { Plan = one.Plan with { WarmUp = TimeSpan.Zero } },
                one => one with { Plan = one.Plan with { Scale = DurationScale.Full } },
                one => one with { Plan = one.Plan with { Abandon = null } },
                one => one with { Plan = one.Plan with { Mix = [one.Plan.Mix[0]] } },
                one => one with { Plan = one.Plan with { RandomParameters = false } },
                one => one with { Plan = one.Plan with { Mix = [.. one.Plan.Mix.Select(WithoutParameters)] } },
                one => one with { Plan = one.Plan with { QueryTimeout = TimeSpan.FromSeconds(60) } },
                one => one with { Plan = FewerClients(one.Plan) },
                Shorter,
                one => one with { Service = new Behaviour { Usual = one.Service.Usual } },
                one => one with { Service = one.Service with { Spread = 0, Slow = 0, FirstSlower = 1 } },
                one => one with { Service = one.Service with { Fails = 0, Hangs = 0, FirstFails = 0 } },
                one => one with { Service = one.Service with { Stalls = default } },
                one => one with { Service = one.Service with { Broken = default } },
                one => one with { Service = one.Service with { Short = 0, Long = 0, UnknownRows = 0, Wrong = 0, NoChecksum = 0 } },
                one => one with { Service = one.Service with { Retried = 0, Reattached = 0 } },
                one => one with { Service = one.Service with { InOrder = false } },
            ];
            foreach (var changed in simpler.Select(simplify => simplify(load)).Where(changed => changed.ToString() != load.ToString()))
            {
                yield return scenario with { Loads = [.. scenario.Loads.Select((one, at) => at == i ? changed : one)] };
            }
        }
    }

    private static QueryShare WithoutParameters(QueryShare share) =>
        share.ParameterRows == 0 ? share : share with { ParameterRows = 0, References = [.. share.References.Take(1)] };

    private static ProofLoad Shorter(ProofLoad load)
    {
        var half = TimeSpan.FromSeconds(Math.Ceiling(load.Plan.StatedDuration.TotalSeconds / 2));
        return load.Plan.Stages.Count > 0 || half >= load.Plan.StatedDuration
            ? load
            : load with { Plan = load.Plan with { Shape = Of(load.Plan.Shape, load.Plan.Clients, half) } };
    }

    private static LoadPlan FewerClients(LoadPlan plan) =>
        plan with { Shape = Of(plan.Shape, Math.Max(1, plan.Clients - 1), plan.StatedDuration) };

    private static LoadShape Of(LoadShape shape, int clients, TimeSpan duration) => shape switch
    {
        OpenLoad open => new OpenLoad(open.Rate, duration) { Pattern = open.Pattern },
        ClientLoad own => new ClientLoad(clients, own.Rate, duration) { Phase = own.Phase, Pattern = own.Pattern },
        BackToBackLoad again => new BackToBackLoad(clients, duration) { Pause = again.Pause },
        CapacityLoad search => new CapacityLoad(search.First, search.Step, search.Limit, duration) { Pattern = search.Pattern },
        _ => shape,
    };

    private sealed class Comparison(ProofScenario scenario, Outcome suite)
    {
        private readonly IndependentJudge _judge = new(scenario);
        private readonly List<string> _differences = [];
        private int _near;

        public Agreement Compared()
        {
            if (suite.Refused is not null || IndependentJudge.Refuses(scenario) is not null)
            {
                var ought = IndependentJudge.Refuses(scenario);
                // That a plan at random may hold no query at all is nothing that the judge draws.
                var isEmpty = suite.Refused?.Contains("plans no query", StringComparison.Ordinal) == true;
                Require(
                    isEmpty || ought is not null == suite.Refused is not null,
                    $"suite: {suite.Refused ?? "not refused"}; judge: {ought ?? "not refused"}");
                return Result();
            }

            var carried = suite.Carried[0];
            if (scenario.IsSearch)
            {
                carried = suite.Carried[CompareSearch()];
            }
            else
            {
                Compare(_judge.Rows(suite.Carried[0], scenario.Rows), scenario.Rows, suite.Rows, "");
            }

            foreach (var (run, load) in suite.Carried.SelectMany(run => run.Loads.Select(load => (run, load))))
            {
                var wrong = new StartsJudge(new(scenario, run, load)).Misplanned();
                Require(wrong is null, $"the load \"{load.Plan.Name}\": {wrong}");
                var row = ParametersJudge.Misasked(load);
                Require(row is null, $"the load \"{load.Plan.Name}\": {row}");
            }

            // Where either counts the suite's own verdict stands, and so may that of the scenario.
            var verdict = _judge.Verdict(carried, [.. suite.Rows.Select(row => row.Verdict)]);
            Require(verdict == suite.Verdict, $"the scenario: suite {suite.Verdict} ({suite.Reason}), judge {verdict}");
            return Result();
        }

        /// <returns>The step that is shown.</returns>
        private int CompareSearch()
        {
            var rows = scenario.Rows.Where(row => row.What != What.Capacity).ToArray();
            var verdicts = suite.Steps.Select(step => step.Select(row => row.Verdict).ToArray()).ToArray();
            for (var i = 0; i < suite.Steps.Count; i++)
            {
                Compare(_judge.Rows(suite.Carried[i], rows), rows, suite.Steps[i], $"step {i}: ");
                var rate = IndependentJudge.PerHour(suite.Carried[i].Loads[0].Plan.Rate!.Value);
                Require(rate == RateOf(i), $"step {i} has {rate} queries per hour, and {RateOf(i)} are stated");
                var isLast = i == suite.Steps.Count - 1;
                Require(isLast || _judge.Holds(suite.Carried[i], verdicts[i]), $"step {i} did not hold, and the search went on");
            }

            var isOver = RateOf(suite.Steps.Count) > IndependentJudge.PerHour(scenario.Loads[0].Plan.Capacity!.Limit);
            var isCancelled = suite.Carried[^1].Cancelled < long.MaxValue;
            Require(isOver || isCancelled || !_judge.Holds(suite.Carried[^1], verdicts[^1]), "the search ended before its limit");
            var shown = _judge.Shown(suite.Carried, verdicts);
            var others = 0;
            Said[] said = [.. scenario.Rows.Select(row => row.What == What.Capacity
                ? _judge.Capacity(row, suite.Carried, verdicts)
                : Said.Of(verdicts[shown][others++], "as at the step shown"))];
            Compare(said, scenario.Rows, suite.Rows, "");
            return shown;
        }

        private decimal RateOf(int step) => IndependentJudge.PerHour(scenario.Loads[0].Plan.Rate!.Value)
            + (step * IndependentJudge.PerHour(scenario.Loads[0].Plan.Capacity!.Step));

        private void Compare(IReadOnlyList<Said> said, IReadOnlyList<Row> rows, IReadOnlyList<CriterionResult> results, string where)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var (row, result, judged) = (rows[i], results[i], said[i]);
                _near += judged.Verdicts.Count > 1 ? 1 : 0;
                Require(
                    judged.Verdicts.Contains(result.Verdict),
                    $"{where}| {row.Load} | {row.Measure} | {row.MustBe} |: suite {result.Verdict} ({result.MeasuredText}; "
                    + $"{result.Note}), judge {string.Join(" or ", judged.Verdicts)} ({judged.Why})");
            }
        }

        private void Require(bool holds, string otherwise) => _differences.AddRange(holds ? [] : [otherwise]);

        private Agreement Result() => new(suite, _differences.Count == 0 ? null : string.Join('\n', _differences)) { Near = _near };
    }
}
