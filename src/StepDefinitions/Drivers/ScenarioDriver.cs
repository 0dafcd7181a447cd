using Reqnroll;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Dispatch;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Specs.Drivers;

/// <summary>
/// One scenario from its first step to its result: reach the Spark it names, take down the load it states, then send that
/// load and judge it by its criteria. Whatever ends it, the run's folder says how.
/// </summary>
public sealed class ScenarioDriver(ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
{
    private readonly SuiteRun _suite = SuiteRun.Current;
    private readonly List<LoadPlan> _plans = [];
    private ScenarioResult? _result;
    private ISparkTarget? _target;
    private ClientProfiler? _profiler;
    private bool _closed;

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

    /// <summary>Takes a load down; it is sent once the criteria are known.</summary>
    internal void Plan(string query, Func<LoadPlan, LoadPlan> shape)
    {
        try
        {
            var plan = new LoadPlan
            {
                Name = QueryCatalog.Find(query).Name,
                Mix = [new QueryShare(query)],
                Model = LoadModel.Open,
                StatedDuration = TimeSpan.Zero,
                Scale = Target.Scale,
            };
            Target.RequireColumnsOf(query);
            _plans.Add(shape(plan).Validated());
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
        var criteria = Read(table);
        var stated = _plans.Max(plan => plan.StatedDuration);
        Result = Result with { Evidence = Target.EvidenceOf(stated), EvidenceNote = Target.EvidenceNote(stated) + (_profiler is null ? "" : ClientProfiler.Mark) };
        if (_suite.Settings.AcceptanceRequired && Result.Evidence != EvidenceKind.Acceptance)
        {
            throw NotRun($"this would be a {Result.EvidenceNote}, and SPARKLOAD_REQUIRE asks for acceptance");
        }

        var loads = await SendAsync(criteria);
        await JudgeAsync(criteria, loads);
    }

    /// <summary>Writes down a scenario that ended before its load was judged.</summary>
    internal void Close()
    {
        if (_closed)
        {
            return;
        }

        var unreadable = context.ScenarioExecutionStatus is ScenarioExecutionStatus.UndefinedStep or ScenarioExecutionStatus.StepDefinitionPending
            ? "the scenario has a step that the suite does not know; README.md lists the steps"
            : context.TestError?.Message;
        var reason = unreadable ?? "the scenario has a load but no criteria, so it proves nothing";
        Complete(Result with { Verdict = unreadable is null || _plans.Count > 0 ? ScenarioVerdict.Failed : ScenarioVerdict.NotRun, Reason = reason });
        if (unreadable is null)
        {
            throw new NotPassedException($"failed: {reason}");
        }
    }

    private ISparkTarget Target => _target ?? throw Broken("the scenario states a load before it names a Spark");

    private CriteriaSet Read(DataTable table)
    {
        if (_plans.Count == 0)
        {
            throw Broken("the scenario states criteria, but no load");
        }

        try
        {
            return CriteriaSet.Parse(CriteriaRows.Of(table)).CheckAgainst(_plans);
        }
        catch (CriterionFormatException e)
        {
            throw Broken(e.Message);
        }
    }

    private async Task<IReadOnlyList<LoadMeasurement>> SendAsync(CriteriaSet criteria)
    {
        _suite.Folder.Begin(Result with { Verdict = ScenarioVerdict.Inconclusive, Reason = "the load is under way" });
        _suite.Progress.Say($"{Result.Scenario} ({Result.EvidenceNote})");
        await using var watch = new ProcessMonitor(server: new ServerVantage(Target.Ui, Target.ServerProcessId));
        await using var profile = _profiler?.Around(watch);
        IResourceMonitor monitor = profile is null ? watch : profile;
        var jobs = _plans.Select(plan => new LoadJob(plan, Target.OpenClientAsync, criteria)).ToArray();
        try
        {
            return await new LoadRunner(TimeProvider.System).RunAsync(
                jobs, monitor, _suite.Folder.Observe(Result.Id, _suite.Progress), _suite.Ended);
        }
        catch (TargetNotReachedException e)
        {
            throw NotRun(e.Message);
        }
    }

    private async Task JudgeAsync(CriteriaSet criteria, IReadOnlyList<LoadMeasurement> loads)
    {
        var rows = criteria.Judge(loads, Result.Evidence);
        var restarted = loads[0].Resources?.Server?.Restarted == true ? "the server restarted under load" : null;
        var (verdict, reason) = ScenarioJudge.Judge(rows, loads, restarted);
        var resources = _profiler is null ? loads[0].Resources : await _profiler.ReadAsync(loads[0].Resources, _suite.Ended);
        var profiled = resources?.Client?.Profile?.Trace is not null;
        Complete(Result with
        {
            Verdict = verdict,
            Reason = reason,
            Client = Target.ClientOf(_plans) with { Profiled = profiled },
            EvidenceNote = profiled ? Result.EvidenceNote : Result.EvidenceNote.Replace(ClientProfiler.Mark, "", StringComparison.Ordinal),
            Loads = [.. loads.Select(load => load.ToResult())],
            Criteria = rows,
            Resources = resources,
            Errors = [.. loads.SelectMany(load => load.Errors)],
        });
        var text = $"{RunSummary.Word(verdict)} ({Result.EvidenceNote}){(reason is null ? "" : ": " + reason)}\n{CriteriaText.Table(rows)}";
        _suite.Progress.Say(text);
        output.WriteLine(text);
        foreach (var file in await _suite.Page.DrawAsync(Result.Id))
        {
            output.AddAttachment(file);
        }

        if (verdict != ScenarioVerdict.Passed)
        {
            throw new NotPassedException(text);
        }
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
