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
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Scenarios;

/// <summary>
/// One scenario from its first step to its verdict: reach the Spark it names, take down the load it states, then send that
/// load and judge it by its criteria. Whatever ends it, the run's folder says how.
/// </summary>
public sealed class ScenarioDriver
{
    private readonly ScenarioRecord _record;
    private readonly StatedLoads _loads;
    private readonly SideSelection _sides;
    private readonly StatedSpark _spark;
    private ClientProfiler? _profiler;
    private ReferenceSide? _reference;

    public ScenarioDriver(SuiteRun suite, ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
    {
        _record = new ScenarioRecord(suite, context, feature, output);
        _loads = new StatedLoads(_record);
        _sides = new SideSelection(_record);
        _spark = new StatedSpark(_record);
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
        _spark.ReachAsync(spark, withTrips, data);

    /// <summary>Starts a Spark of that name for this scenario alone, from its home.</summary>
    /// <param name="spark">As the feature names it.</param>
    /// <param name="withTrips">It reads the NYC taxi trips.</param>
    /// <param name="table">What the server is started with; null for the settings of the run alone.</param>
    public Task StartAsync(SparkName spark, bool withTrips, DataTable? table = null) => _spark.StartAsync(spark, withTrips, table);

    /// <summary>Takes down the settings of Spark that hold in every session.</summary>
    internal void Set(DataTable table) => _spark.Set(table);

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
        _reference = _sides.Python(_spark.Require(), rounds);
    }

    /// <summary>Alternates the load with another Spark.</summary>
    internal async Task TakeTurnsWithSparkAsync(SparkName spark, int rounds)
    {
        _record.Once(ReferenceSide.Statement);
        _reference = await _sides.SparkAsync(_spark.Require(), spark, rounds);
    }

    /// <summary>Alternates a load between running with the scenario's other loads and without them.</summary>
    internal void TakeTurnsAlone(string load, int rounds)
    {
        _record.Once(ReferenceSide.Statement);
        _spark.Require();
        _reference = ReferenceSide.Alone(load, rounds);
    }

    /// <inheritdoc cref="StatedLoads.Agree"/>
    internal void Agree(string what, Func<StatedTerms, StatedTerms> change) => _loads.Agree(what, change);

    /// <summary>Has the server killed and started again while the loads run.</summary>
    internal void Kill(TimeSpan after)
    {
        _loads.Agree("when the server is killed", terms => terms with { KilledAfter = after });
        var target = _spark.Require();
        if (!target.IsOwn)
        {
            throw _record.Broken(
                "only a server that was started for the scenario is killed: "
                + $"write \"Given {target.Name.AsWritten}, started for this scenario\" before it");
        }
    }

    /// <summary>Takes a load of one query down; it is sent once the criteria are known.</summary>
    internal void Plan(string query, LoadShape shape, TimeSpan warmUp = default) =>
        _loads.Add(_spark.Require(), () => [new QueryShare(query)], () => shape, warmUp);

    /// <summary>Takes a load of one query down that does something else than ask for the whole answer.</summary>
    internal void Plan(string query, Asking asking, LoadShape shape) =>
        _loads.Add(_spark.Require(), () => [new QueryShare(query)], () => shape, asking: asking);

    /// <summary>Takes a load of several queries down.</summary>
    internal void Plan(Func<IReadOnlyList<QueryShare>> mix, Func<LoadShape> shape) => _loads.Add(_spark.Require(), mix, shape);

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
        var target = _spark.Require().With(_spark.Sessions);
        _reference = _reference?.With(_spark.Sessions);
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
        Suite.Keep(_spark.Sessions.Data);
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
