using SparkLoad.LoadEngine.Baselines;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Disturbances;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Relays;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Sends the loads of one scenario, all side by side, or the steps of a search for the capacity one after the other.</summary>
internal sealed class LoadExecution(
    SuiteRun suite, SparkTarget target, ClientTerms terms, ScenarioResult scenario, ClientProfiler? profiler, Baseline? baseline)
{
    private readonly LoadRunner _runner = new(TimeProvider.System);

    /// <exception cref="TargetNotReachedException">A session or a reference answer is unavailable; no load was sent.</exception>
    public async Task<ExecutedLoads> ExecuteAsync(IReadOnlyList<LoadPlan> plans, CriteriaSet criteria)
    {
        string[] queries = [.. plans.SelectMany(plan => plan.Mix).Select(share => share.Query).Distinct()];
        foreach (var alike in plans.GroupBy(plan => plan.Asking))
        {
            string[] asked = [.. alike.SelectMany(plan => plan.Mix).Select(share => share.Query).Distinct()];
            await target.RequireAnswersAsync(asked, terms.For(alike.First()), suite.Ended);
        }

        await using var relay = plans[0].CutEvery is null ? null : target.OpenRelay();
        var reached = relay is null ? target : target.Through(relay);
        var clients = terms with { Queries = queries };
        var jobs = new List<LoadJob>();
        foreach (var plan in plans)
        {
            var own = (clients with { Checksums = criteria.ComparesAnswersOf(plan.Name) }).For(plan);
            var stated = own.Checksums ? plan with { Mix = await WithReferencesAsync(plan.Mix) } : plan;
            jobs.Add(new LoadJob(stated, (index, token) => reached.OpenClientAsync(index, own, token), criteria));
        }

        return jobs is [{ Plan.Shape: CapacityLoad } job] ? await SearchAsync(job, criteria)
            : await SendAsync(jobs, criteria, [.. Disturbances(plans[0], relay)]) with
            {
                Cuts = relay is null ? null : new(relay.Cuts, relay.CutsInAnswers),
            };
    }

    private IEnumerable<IDisturbance> Disturbances(LoadPlan plan, CuttingRelay? relay)
    {
        if (relay is not null)
        {
            yield return new ConnectionCuts(plan.CutEvery!.Value, relay.Cut);
        }

        if (plan.Kill is { } after)
        {
            yield return new ServerRestart(after, target.KillAsync, StartAgainAsync);
        }
    }

    private async Task<string?> StartAgainAsync(CancellationToken cancelled)
    {
        try
        {
            await target.StartAgainAsync(cancelled);
            return null;
        }
        catch (TargetNotReachedException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return "the run was ended before the server was started again";
        }
    }

    private async Task<ExecutedLoads> SendAsync(
        IReadOnlyList<LoadJob> jobs, CriteriaSet criteria, IReadOnlyList<IDisturbance> disturbances)
    {
        var before = await ReadTablesAsync(jobs, criteria);
        await using var watch = Monitor(jobs.Min(job => job.Plan.Duration));
        await using var profile = profiler?.Around(watch);
        IResourceMonitor monitor = profile is null ? watch : profile;
        var loads = await _runner.RunAsync(jobs, monitor, Observer(), suite.Ended, disturbances);
        var after = await ReadTablesAsync(jobs, criteria, isOver: true);
        await SlowestQueries.CompleteAsync(loads, target, suite.Ended);
        foreach (var (n, rows) in before)
        {
            loads[n].Table = (rows, after[n]);
        }

        var comparisons = baseline?.Compare(loads) ?? [];
        return new ExecutedLoads(loads, loads, criteria.Judge(loads, scenario.Evidence, comparisons))
        {
            Comparisons = comparisons,
            Resources = profiler is null ? loads[0].Resources : await profiler.ReadAsync(loads[0].Resources, suite.Ended),
        };
    }

    /// <summary>Reads the rows of the tables that loads write to, by the loads' places.</summary>
    private async Task<Dictionary<int, TableRows>> ReadTablesAsync(IReadOnlyList<LoadJob> jobs, CriteriaSet criteria, bool isOver = false)
    {
        var tables = new Dictionary<int, TableRows>();
        foreach (var (n, job) in jobs.Index().Where(job => criteria.ReadsTables && job.Item.Plan.Mix is [{ TellsItsRows: true }]))
        {
            try
            {
                tables[n] = await target.ReadTableAsync(job.Plan.Query, suite.Ended);
            }
            catch (OperationCanceledException) when (isOver)
            {
                // What the load measured stays.
                tables[n] = TableRows.Unread("the run was ended before the rows of the table were read");
            }
        }

        return tables;
    }

    private async Task<ExecutedLoads> SearchAsync(LoadJob job, CriteriaSet criteria)
    {
        var monitors = new List<ProcessMonitor>();
        try
        {
            var steps = await new CapacitySearch(_runner).RunAsync(job, NextMonitor, Observer(), scenario.Evidence, suite.Ended);
            LoadMeasurement[] loads = [.. steps.Select(step => step.Load)];
            await SlowestQueries.CompleteAsync(loads, target, suite.Ended);
            return new ExecutedLoads(loads, [CriteriaSet.Shown(steps).Load], criteria.Judge(steps, scenario.Evidence))
            {
                Resources = loads[^1].Resources,
            };
        }
        finally
        {
            foreach (var monitor in monitors)
            {
                await monitor.DisposeAsync();
            }
        }

        IResourceMonitor NextMonitor()
        {
            monitors.Add(Monitor(job.Plan.Duration));
            return monitors[^1];
        }
    }

    private async Task<IReadOnlyList<QueryShare>> WithReferencesAsync(IReadOnlyList<QueryShare> mix)
    {
        var shares = new List<QueryShare>();
        foreach (var share in mix)
        {
            shares.Add(share with { References = await target.ReferencesOfAsync(share.Query, suite.Ended) });
        }

        return shares;
    }

    // A load of a few milliseconds is not worth a second of idling before it.
    private ProcessMonitor Monitor(TimeSpan load)
    {
        var options = new ProcessMonitorOptions();
        options = options with { IdlePeriod = TimeSpan.FromTicks(Math.Min(options.IdlePeriod.Ticks, (load / 5).Ticks)) };
        return new(options, new ServerVantage(target.Ui, target.ServerProcessId) { OwnSessions = () => target.SessionsOpen });
    }

    private ILoadObserver Observer() => suite.Observer(scenario);
}
