using System.Globalization;
using NUnit.Framework;
using Reqnroll;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Results;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Drivers;

/// <summary>
/// One scenario from its first step to its result: reach the Spark it names, take down the load it states, then send that
/// load and judge it by its criteria. Whatever ends it, the run's folder says how.
/// </summary>
public sealed class ScenarioDriver(ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
{
    private readonly SuiteRun _suite = SuiteRun.Current;
    private readonly List<LoadPlan> _plans = [];
    private LoadTerms _terms = new();
    private ScenarioResult? _result;
    private ISparkTarget? _target;
    private ClientProfiler? _profiler;
    private OtherSide? _other;
    private bool _closed;
    private bool _shown;

    private ScenarioResult Result
    {
        get => _result ??= ScenarioIdentity.Of(context, feature, _suite.Features) with { StartedAt = SuiteRun.Now };
        set => _result = value;
    }

    /// <summary>Finds the Spark of that version, started if need be, and the trips if the scenario reads them.</summary>
    public async Task ReachAsync(string version, bool withTrips)
    {
        if (_suite.Obstacle is { } obstacle)
        {
            throw NotRun(obstacle);
        }

        try
        {
            _target = await _suite.Targets.ReachAsync(version, withTrips, _suite.Ended);
            Result = Result with { Target = _target.Info, Data = _target.Data };
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }
    }

    /// <summary>Has the client profiled while its loads run.</summary>
    internal void Profile()
    {
        if (_suite.Obstacle is { } obstacle)
        {
            throw NotRun(obstacle);
        }

        _profiler = new ClientProfiler(_suite.Folder.FullPath, Result.Id);
    }

    /// <summary>Has PySpark of the same version carry the load, too, in alternating rounds.</summary>
    internal void TakeTurnsWithPython(int rounds)
    {
        RequireRealSpark(Target, $"and {SettingKeys.PySpark(Target.Info.StatedVersion)} PySpark {Target.Info.StatedVersion}");
        try
        {
            Target.RequirePython();
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }

        _other = OtherSide.Python(rounds);
    }

    /// <summary>Has another Spark carry the load, too, in alternating rounds.</summary>
    internal async Task TakeTurnsWithSparkAsync(string version, int rounds)
    {
        RequireRealSpark(Target, $"and {SettingKeys.Target(version)} another");
        try
        {
            var other = await _suite.Targets.ReachAsync(version, Target.Data is not null, _suite.Ended);
            RequireRealSpark(other, $"as {SettingKeys.Target(Target.Info.StatedVersion)} does");
            _other = OtherSide.Spark(other, rounds);
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }
    }

    /// <summary>Takes down what is to hold for every load of the scenario.</summary>
    internal void Agree(Func<LoadTerms, LoadTerms> change) => _terms = change(_terms);

    /// <summary>Takes a load of one query down; it is sent once the criteria are known.</summary>
    internal void Plan(string query, Func<LoadPlan, LoadPlan> shape) => Plan(() => [new QueryShare(query)], shape);

    /// <summary>Takes a load of several queries down.</summary>
    internal void Plan(Func<IReadOnlyList<QueryShare>> mix, Func<LoadPlan, LoadPlan> shape)
    {
        try
        {
            var shares = mix();
            foreach (var share in shares)
            {
                Target.RequireColumnsOf(share.Query);
            }

            var name = string.Join(", ", shares.Select(share => QueryCatalog.Find(share.Query).Name));
            var same = _plans.Count(plan => plan.Query == name);
            _plans.Add(shape(new LoadPlan
            {
                Name = same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({same + 1})"),
                Mix = shares,
                Model = LoadModel.Open,
                StatedDuration = TimeSpan.Zero,
                Scale = Target.Scale,
            }).Validated());
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }
        catch (Exception e) when (e is UnknownQueryException or PlanException)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>Reads the criteria, sends the load, judges every row.</summary>
    internal async Task MeetAsync(DataTable table)
    {
        var (criteria, plans) = Read(table);
        var stated = plans.Max(plan => plan.StatedDuration);
        var note = _other is null
            ? Target.EvidenceNote(stated)
            : Target.EvidenceNote(plans[0].Duration, _other.Rounds, _other.Carried(Target.Scale));
        Result = Result with { Evidence = Target.EvidenceOf(stated), EvidenceNote = note + (_profiler is null ? "" : ClientProfiler.Mark) };
        if (_suite.Settings.AcceptanceRequired && Result.Evidence != EvidenceKind.Acceptance)
        {
            throw NotRun($"this would be a {Result.EvidenceNote}, and SPARKLOAD_REQUIRE asks for acceptance");
        }

        var baseline = BaselineFor(criteria, plans);
        _suite.Folder.Begin(Result with { Verdict = ScenarioVerdict.Inconclusive, Reason = "the load is under way" });
        _suite.Progress.Say($"{Result.Scenario} ({Result.EvidenceNote})");
        try
        {
            var carried = _other is null
                ? new LoadCarrier(_suite, Target, _terms.Clients, Result, _profiler, baseline).CarryAsync(plans, criteria)
                : new RoundsCarrier(_suite, Target, _other, _terms.Clients, Result).CarryAsync(plans[0], criteria);
            await JudgeAsync(await carried, plans);
        }
        catch (OperationCanceledException) when (_suite.Ended.IsCancellationRequested)
        {
            throw End(ScenarioVerdict.Inconclusive, "broke off before its load began, for the suite was stopped");
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }
        catch (PlanException e)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>Writes down a scenario that ended before its load was judged, and shows it.</summary>
    internal async Task CloseAsync()
    {
        var missing = _closed ? null : Unfinished();
        await ShowAsync();
        if (missing is not null)
        {
            throw new NotPassedException($"failed: {missing}");
        }
    }

    /// <summary>Writes down why the scenario has no verdict of its own.</summary>
    /// <returns>What it lacks, where no step has failed for it; otherwise null.</returns>
    private string? Unfinished()
    {
        var unreadable = context.ScenarioExecutionStatus is ScenarioExecutionStatus.UndefinedStep or ScenarioExecutionStatus.StepDefinitionPending
            ? "the scenario has a step that the suite does not know; README.md lists the steps"
            : context.TestError?.Message;
        var reason = unreadable ?? "the scenario has a load but no criteria, so it proves nothing";
        var stopped = _suite.Ended.IsCancellationRequested && _plans.Count == 0;
        Complete(Result with { Verdict = stopped ? ScenarioVerdict.NotRun : ScenarioVerdict.Failed, Reason = reason });
        return unreadable is null ? reason : null;
    }

    /// <summary>Hands the scenario's own page and its charts to whoever reads the test's results, once.</summary>
    private async Task ShowAsync()
    {
        if (_shown || _suite.Obstacle is not null || _suite.Ended.IsCancellationRequested)
        {
            return;
        }

        _shown = true;
        foreach (var file in await _suite.Page.DrawAsync(Result.Id))
        {
            if (Path.GetExtension(file) == ".html")
            {
                // For the test's results alone: whoever reads the messages shows a page as its source.
                TestContext.AddTestAttachment(file, "The scenario as the page shows it");
            }
            else
            {
                output.AddAttachment(file);
            }
        }

        output.WriteLine($"The page: {_suite.Page.LinkTo(Result.Id)}");
    }

    private ISparkTarget Target => _target ?? throw Broken("the scenario states a load before it names a Spark");

    private (CriteriaSet Criteria, IReadOnlyList<LoadPlan> Plans) Read(DataTable table)
    {
        if (_plans.Count == 0)
        {
            throw Broken("the scenario states criteria, but no load");
        }

        if (_plans.Count > 1 && _plans.Find(plan => plan.Capacity is not null) is { } search)
        {
            throw Broken($"the search for the capacity of \"{search.Name}\" has to be the only load of its scenario");
        }

        if (_profiler is not null && _plans[0].Capacity is not null)
        {
            throw Broken($"the search for the capacity of \"{_plans[0].Name}\" cannot be profiled; profile one load of a steady rate");
        }

        if (_other?.Unfit(_plans, _profiler is not null) is { } unfit)
        {
            throw Broken(unfit);
        }

        try
        {
            LoadPlan[] plans = [.. _plans.Select(_terms.ApplyTo)];
            var criteria = CriteriaSet.Parse(CriteriaRows.Of(table)).CheckAgainst(plans, _other?.Name ?? Sides.Baseline);
            return _profiler is not null && criteria.Compares(Sides.Baseline)
                ? throw Broken("a profiled client is slower, so it cannot be compared with the baseline; profile another scenario")
                : (criteria, plans);
        }
        catch (Exception e) when (e is CriterionFormatException or PlanException)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>Null where no row compares with it, and where a rehearsal, which does not judge such rows, has none.</summary>
    private Baseline? BaselineFor(CriteriaSet criteria, IReadOnlyList<LoadPlan> plans)
    {
        if (!criteria.Compares(Sides.Baseline))
        {
            return null;
        }

        try
        {
            return Baseline.Open(_suite.Settings.ReportsFolder, _suite.Folder.Result.Run.Machine, Result, plans);
        }
        catch (BaselineException e) when (Result.Evidence == EvidenceKind.Rehearsal)
        {
            _suite.Progress.Say(e.Message);
            return null;
        }
        catch (BaselineException e)
        {
            throw NotRun(e.Message);
        }
    }

    private async Task JudgeAsync(CarriedLoads carried, IReadOnlyList<LoadPlan> plans)
    {
        var restarted = carried.ServerRestarted ? "the server restarted under load" : null;
        var (verdict, reason) = ScenarioJudge.Judge(carried.Criteria, carried.Judged, restarted);
        Complete(Result with
        {
            Verdict = verdict,
            Reason = reason,
            Client = Target.ClientOf(plans, _terms.Clients) with { Profiled = carried.Profiled },
            EvidenceNote = (carried.Profiled ? Result.EvidenceNote : Result.EvidenceNote.Replace(ClientProfiler.Mark, "", StringComparison.Ordinal))
                + (carried.Against is null ? "" : $", against {carried.Against}"),
            Loads = [.. carried.Loads.Select(load => load.ToResult())],
            Criteria = carried.Criteria,
            Comparisons = carried.Comparisons,
            Resources = carried.Resources,
            Errors = [.. carried.Loads.SelectMany(load => load.Errors)],
        });
        var text = $"{RunSummary.Word(verdict)} ({Result.EvidenceNote}){(reason is null ? "" : ": " + reason)}\n{CriteriaText.Table(carried.Criteria)}";
        _suite.Progress.Say(text);
        output.WriteLine(text);
        await ShowAsync();
        if (verdict != ScenarioVerdict.Passed)
        {
            throw new NotPassedException(text);
        }
    }

    /// <summary>A comparison of stand-ins would say nothing (DESIGN §6): in a rehearsal such a scenario is ignored, as its tag says.</summary>
    private void RequireRealSpark(ISparkTarget target, string further)
    {
        if (target.IsReal)
        {
            return;
        }

        var reason = $"a comparison needs a real Spark: let {SettingKeys.Target(target.Info.StatedVersion)} name one, {further}";
        var broken = NotRun(reason);
        if (_suite.Settings.AcceptanceRequired || !Result.Tags.Any(tag => tag is "python" or "versions"))
        {
            throw broken;
        }

        Assert.Ignore(reason);
    }

    /// <summary>No load was sent for a reason outside the feature file.</summary>
    private NotPassedException NotRun(string reason) => End(ScenarioVerdict.NotRun, reason);

    /// <summary>The scenario itself cannot be carried out as written.</summary>
    private NotPassedException Broken(string reason) => End(ScenarioVerdict.Failed, reason);

    private NotPassedException End(ScenarioVerdict verdict, string reason)
    {
        Complete(Result with { Verdict = verdict, Reason = reason });
        var text = $"{RunSummary.Word(verdict)}: {reason}";
        _suite.Progress.Say($"{Result.Scenario}: {text}");
        return new NotPassedException(text);
    }

    private void Complete(ScenarioResult result)
    {
        Result = result with { EndedAt = SuiteRun.Now };
        _closed = true;
        _suite.Keep(Result);
    }
}
