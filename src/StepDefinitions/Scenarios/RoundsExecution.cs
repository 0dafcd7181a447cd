using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Python;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Sends the load of one scenario by two sides in turn, and compares them.</summary>
internal sealed class RoundsExecution(
    SuiteRun suite, SparkTarget target, ReferenceSide reference, ClientTerms terms, ScenarioResult scenario)
{
    private static readonly ProcessMonitorOptions Closely = new() { IdlePeriod = TimeSpan.Zero };

    private ClientTerms _terms = terms;
    private string? _against = reference.Target is { } spark ? $"Spark {spark.Info.ReportedVersion} at {spark.Info.Address}" : null;

    /// <exception cref="TargetNotReachedException">A session or PySpark is unavailable; no load was judged.</exception>
    public async Task<ExecutedLoads> ExecuteAsync(LoadPlan plan, CriteriaSet criteria)
    {
        var queries = plan.Mix.Select(share => share.Query).ToArray();
        _terms = _terms.For(plan) with { Queries = queries };
        await target.RequireAnswersAsync(queries, _terms, suite.Ended);
        await (reference.Target?.RequireAnswersAsync(queries, _terms, suite.Ended) ?? Task.CompletedTask);
        var comparison = reference.Comparison;
        var answers = criteria.ComparesAnswersOfBothSides && reference.Target is { } other
            ? await new AnswerComparison(target, other, comparison).AskAsync(plan.Mix, _terms with { Ansi = true }, suite.Ended)
            : null;
        var plans = comparison.PlansOf(plan);
        await using var subjectSide = Own(target, plans.Subject);
        await using var referenceSide = reference.Target is { } spark ? Own(spark, plans.Reference) : Python(plans.Reference);
        try
        {
            var observer = suite.Folder.Observe(scenario.Id, suite.Progress);
            var rounds = await new AlternatingRounds(subjectSide, referenceSide).RunAsync(
                comparison.Rounds, comparison.RoundsToRun(target.Scale), criteria, observer, suite.Ended);
            var comparisons = Rounds.Compare(
                comparison.Subject, comparison.Reference, rounds.Rounds, sameClient: reference.Target is not null);
            LoadMeasurement[] loads = [rounds.Subject, rounds.Reference];
            return new ExecutedLoads(loads, loads, criteria.Judge(rounds, scenario.Evidence, comparisons, answers))
            {
                Comparisons = comparisons,
                AnswerDifferences = answers?.Shown ?? [],
                Against = _against,
                Resources = rounds.Subject.Resources,
            };
        }
        catch (ExternalClientException e)
        {
            throw new TargetNotReachedException(e.Message, e);
        }
        catch (OperationCanceledException e) when (suite.Ended.IsCancellationRequested)
        {
            throw new TargetNotReachedException("the suite was stopped before both sides had their first turn", e);
        }
    }

    private AlternatingSide Own(SparkTarget spark, LoadPlan plan)
    {
        // What two versions set by default differs; what PySpark asks is asked on the same terms anyhow.
        var clients = reference.Target is null ? WithRows(_terms) : _terms with { Ansi = true };
        return AlternatingSide.Own(
            TimeProvider.System,
            new LoadJob(plan, (index, token) => spark.OpenClientAsync(index, clients, token)),
            () => new ProcessMonitor(Closely));
    }

    private AlternatingSide Python(LoadPlan plan) => AlternatingSide.External(
        TimeProvider.System,
        plan,
        async token =>
        {
            var python = await target.OpenPythonAsync(plan.Clients, WithRows(_terms), token);
            _against = python.Description;
            return python;
        },
        client => new ExternalProcessMonitor(((PySparkClient)client).ProcessId));

    private static ClientTerms WithRows(ClientTerms terms) =>
        terms.Reading == AnswerReading.Drained ? terms with { Reading = AnswerReading.Rows } : terms;
}
