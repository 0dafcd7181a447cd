using NUnit.Framework;
using Reqnroll;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Scenarios;

/// <summary>
/// One scenario from its first step to its verdict: reach the Spark it names, take down the load it states, then send that
/// load and judge it by its criteria. Whatever ends it, the run's folder says how.
/// </summary>
public sealed class ScenarioDriver
{
    /// <summary>The tag of scenarios that need a Spark of the suite's own.</summary>
    private const string HomeTag = "spark-home";

    private readonly ScenarioRecord _record;
    private readonly StatedLoads _loads;
    private readonly SideSelection _sides;
    private SparkTarget? _target;
    private ClientProfiler? _profiler;
    private ReferenceSide? _reference;
    private SessionTerms _sessions = new();

    public ScenarioDriver(SuiteRun suite, ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
    {
        _record = new ScenarioRecord(suite, context, feature, output);
        _loads = new StatedLoads(_record);
        _sides = new SideSelection(_record);
    }

    private SuiteRun Suite => _record.Suite;

    private ScenarioResult Result
    {
        get => _record.Result;
        set => _record.Result = value;
    }

    /// <summary>Finds the Spark of that name, started if need be, and the data that the scenario reads.</summary>
    /// <param name="spark">As the feature names it.</param>
    /// <param name="withTrips">It reads the NYC taxi trips.</param>
    /// <param name="data">Name of a team's own data, or null.</param>
    public Task ReachAsync(SparkName spark, bool withTrips, string? data = null) =>
        ReachAsync(spark, withTrips, data, () => Suite.Targets.ReachAsync(spark, withTrips, Suite.Ended));

    /// <summary>Starts a Spark of that name for this scenario alone, from its home.</summary>
    /// <param name="spark">As the feature names it.</param>
    /// <param name="withTrips">It reads the NYC taxi trips.</param>
    /// <param name="table">What the server is started with; null for the settings of the run alone.</param>
    public Task StartAsync(SparkName spark, bool withTrips, DataTable? table = null) => ReachAsync(
        spark, withTrips, data: null,
        () => Suite.Targets.StartAsync(spark, withTrips, table is null ? SessionSettings.None : Read(table), Suite.Ended), own: true);

    private async Task ReachAsync(SparkName spark, bool withTrips, string? data, Func<Task<SparkTarget>> reach, bool own = false)
    {
        _record.RequireASuite();
        _record.Once("its Spark");
        // A check goes on where a run would end, and is to find what else is wrong.
        _target = Suite.Check is null ? null : Suite.Targets.Nowhere(spark, withTrips);
        RequireHome(spark, own);
        try
        {
            _sessions = _sessions with { Data = data is null ? null : DataScript.Find(Suite.Settings.Home, data) };
            _target = Suite.Check is { WithoutSettings: true } ? _target! : await reach();
            Result = Result with { Target = _target.Info, Data = _target.Data };
        }
        catch (TargetNotReachedException e)
        {
            throw _record.NotRun(e.Message);
        }
        catch (DataScriptException e)
        {
            throw _record.Broken(e.Message);
        }
    }

    /// <summary>Nothing is looked into, killed or started with settings of a scenario's that the suite did not start.</summary>
    private void RequireHome(SparkName spark, bool own)
    {
        if ((!own && !Result.Tags.Contains(HomeTag)) || Suite.Check is { WithoutSettings: true })
        {
            return;
        }

        var reason = "the scenario needs a real Spark that the suite starts and ends itself: "
            + $"set {SettingKeys.Target(spark)} to the path of a Spark home";
        switch (Suite.Settings.Target(spark))
        {
            case TargetSetting.Embedded:
                _record.LeaveOut(reason, HomeTag);
                break;
            case TargetSetting.Remote when Suite.Check is { } check:
                check.Ignored(Result.Id, reason);
                break;
            case TargetSetting.Remote:
                throw _record.NotRun($"{reason}, because nothing of the kind is done to a server at an address");
        }
    }

    /// <summary>Takes down the settings of Spark that hold in every session.</summary>
    internal void Set(DataTable table)
    {
        _record.RequireASuite();
        _record.Once("settings of Spark");
        _sessions = _sessions with { Settings = Read(table) };
    }

    private SessionSettings Read(DataTable table)
    {
        try
        {
            return SessionSettings.Read(LoadTables.Settings(table), Environment.GetEnvironmentVariable);
        }
        catch (Exception e) when (e is SessionSettingException or PlanException)
        {
            throw _record.Broken(e.Message);
        }
    }

    /// <summary>Has the client profiled while its loads run.</summary>
    internal void Profile()
    {
        _record.RequireASuite();
        _record.Once("that the client is profiled");
        _profiler = new ClientProfiler(Suite.FolderPath, Result.Id);
    }

    /// <summary>Alternates the load with PySpark of the same version.</summary>
    internal void TakeTurnsWithPython(int rounds)
    {
        _record.Once(ReferenceSide.Statement);
        _reference = _sides.Python(RequireTarget(), rounds);
    }

    /// <summary>Alternates the load with another Spark.</summary>
    internal async Task TakeTurnsWithSparkAsync(SparkName spark, int rounds)
    {
        _record.Once(ReferenceSide.Statement);
        _reference = await _sides.SparkAsync(RequireTarget(), spark, rounds);
    }

    /// <summary>Alternates a load between running with the scenario's other loads and without them.</summary>
    internal void TakeTurnsAlone(string load, int rounds)
    {
        _record.Once(ReferenceSide.Statement);
        RequireTarget();
        _reference = ReferenceSide.Alone(load, rounds);
    }

    /// <inheritdoc cref="StatedLoads.Agree"/>
    internal void Agree(string what, Func<StatedTerms, StatedTerms> change) => _loads.Agree(what, change);

    /// <summary>Has the server killed and started again while the loads run.</summary>
    internal void Kill(TimeSpan after)
    {
        _loads.Agree("when the server is killed", terms => terms with { KilledAfter = after });
        var target = RequireTarget();
        if (!target.IsOwn)
        {
            throw _record.Broken(
                "only a server that was started for the scenario is killed: "
                + $"write \"Given {target.Name.AsWritten}, started for this scenario\" before it");
        }
    }

    /// <summary>Takes a load of one query down; it is sent once the criteria are known.</summary>
    internal void Plan(string query, LoadShape shape, TimeSpan warmUp = default) =>
        _loads.Add(RequireTarget(), () => [new QueryShare(query)], () => shape, warmUp);

    /// <summary>Takes a load of one query down that does something else than ask for the whole answer.</summary>
    internal void Plan(string query, Asking asking, LoadShape shape) =>
        _loads.Add(RequireTarget(), () => [new QueryShare(query)], () => shape, asking: asking);

    /// <summary>Takes a load of several queries down.</summary>
    internal void Plan(Func<IReadOnlyList<QueryShare>> mix, Func<LoadShape> shape) => _loads.Add(RequireTarget(), mix, shape);

    /// <summary>Reads the criteria, sends the load, judges every row.</summary>
    internal async Task MeetAsync(DataTable table)
    {
        if (_record.Said.AfterTheCriteria() is { } after)
        {
            throw _record.Broken(after);
        }

        if (Suite.Check?.HasMistake(Result.Id) == true)
        {
            _loads.ReadRows(table);
            return;
        }

        var (plans, criteria, comparison) = _loads.Read(table, _reference?.Comparison, _profiler is not null);
        var terms = ClientTerms.Of(_loads.Scenario.Terms);
        var target = RequireTarget().With(_sessions);
        _reference = _reference?.With(_sessions);
        var stated = plans.Max(plan => plan.StatedDuration);
        var evidence = comparison is null
            ? target.EvidenceOf(stated)
            : target.EvidenceOfRounds(plans[0].Duration, comparison.Rounds, comparison.RoundsToRun(target.Scale));
        Result = Result with
        {
            EvidenceParts = evidence with { Profiled = _profiler is not null },
            Target = target.Info,
            Session = target.Sessions.Info,
            Client = terms.Describe(plans),
        };
        if (Suite.Settings.AcceptanceRequired && Result.Evidence != EvidenceKind.Acceptance)
        {
            throw _record.NotRun($"this would be a {Result.EvidenceNote}, and SPARKLOAD_REQUIRE asks for acceptance");
        }

        var baseline = BaselineFor(criteria, plans);
        if (Suite.Check is { } check)
        {
            check.Sends(Result, plans, comparison, target);
            return;
        }

        terms = terms with { Tags = [$"sparkload-run-{Suite.Folder.Id}", $"sparkload-scenario-{Result.Id}"] };
        Suite.Keep(_sessions.Data);
        Suite.Folder.Begin(Result with
        {
            Verdict = ScenarioVerdict.Inconclusive, Reason = "the load is under way", Criteria = criteria.Stated,
        });
        Suite.Progress.Say($"{Result.Scenario} ({Result.EvidenceNote})");
        try
        {
            var execution = _reference is null
                ? new LoadExecution(Suite, target, terms, Result, _profiler, baseline).ExecuteAsync(plans, criteria)
                : new RoundsExecution(Suite, target, _reference, terms, Result).ExecuteAsync(plans, criteria);
            await JudgeAsync(await execution);
        }
        catch (OperationCanceledException) when (Suite.Ended.IsCancellationRequested)
        {
            throw _record.End(ScenarioVerdict.Inconclusive, "ended before its load began, because the suite was stopped");
        }
        catch (TargetNotReachedException e)
        {
            throw _record.NotRun(e.Message);
        }
    }

    /// <inheritdoc cref="ScenarioRecord.CloseAsync"/>
    internal async Task CloseAsync()
    {
        if (Suite.Check is { } check)
        {
            _record.Close(check);
            return;
        }

        try
        {
            await _record.CloseAsync(_loads.Scenario.Loads.Count > 0);
        }
        finally
        {
            await Suite.EndOwnServersAsync();
        }
    }

    /// <summary>The Spark that the scenario has named.</summary>
    /// <exception cref="NotPassedException">It has named none, and fails for that.</exception>
    private SparkTarget RequireTarget()
    {
        if (_target is null && Suite.Check?.HasMistake(Result.Id) == true)
        {
            return Suite.Targets.Nowhere(SparkName.OfVersion("0.0.0"), withTrips: true);
        }

        return _target ?? throw _record.Broken(
            $"\"{_record.Said.Step}\" is said before the scenario names its Spark; write \"Given Spark 4.1.1\", or the like, before it");
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
            return Baseline.Open(Suite.Settings.ReportsFolder, Suite.Machine, Result, plans);
        }
        catch (BaselineException e) when (Result.Evidence == EvidenceKind.Rehearsal)
        {
            Suite.Progress.Say(e.Message);
            return null;
        }
        catch (BaselineException e)
        {
            throw _record.NotRun(e.Message);
        }
    }

    private async Task JudgeAsync(ExecutedLoads executed)
    {
        var asked = _loads.Scenario.Terms.KilledAfter is not null;
        var restarted = executed.ServerRestarted && !asked ? "the server restarted under load" : null;
        var (verdict, reason) = ScenarioJudge.Judge(
            executed.Criteria, executed.Judged, Result.Evidence, restarted,
            executed.Cuts is { Count: 0 } ? "no connection was cut while the loads lasted" : null);
        _record.Complete(Result with
        {
            Verdict = verdict,
            Reason = reason,
            Client = Result.Client! with { Profiled = executed.Profiled },
            EvidenceParts = Result.EvidenceParts with { Profiled = executed.Profiled, Reference = executed.Against },
            Loads = [.. executed.Loads.Select(load => load.ToResult())],
            Criteria = executed.Criteria,
            Comparisons = executed.Comparisons,
            AnswerDifferences = executed.AnswerDifferences,
            Resources = executed.Resources,
            Cuts = executed.Cuts,
            Errors = [.. executed.Loads.SelectMany(load => load.Errors)],
        });
        var unasked = executed.Judged.SelectMany(
            load => load.NeverAsked.Select(query => $"\"{query}\" was never asked in the load \"{load.Plan.Name}\"\n"));
        var text = $"{Words.Of(verdict)} ({Result.EvidenceNote}){(reason is null ? "" : ": " + reason)}\n"
            + CriteriaText.Table(executed.Criteria) + string.Concat(unasked)
            + Repetition.Of(verdict, Result.Loads.Select(load => load.Generator), TestContext.CurrentContext.Test.Name);
        _record.Say(text);
        await _record.ShowAsync();
        if (verdict != ScenarioVerdict.Passed)
        {
            throw new NotPassedException(text);
        }
    }
}
