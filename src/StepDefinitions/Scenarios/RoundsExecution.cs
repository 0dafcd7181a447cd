using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Python;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Sends the load of one scenario by two sides in turn, and compares them; the subject may also send loads alongside.</summary>
internal sealed class RoundsExecution(
    SuiteRun suite, SparkTarget target, ReferenceSide reference, ClientTerms terms, ScenarioResult scenario)
{
    private static readonly ProcessMonitorOptions Closely = new() { IdlePeriod = TimeSpan.Zero };

    private string? _against = reference.Target is { } spark ? $"Spark {spark.Info.ReportedVersion} at {spark.Info.Address}" : null;

    /// <param name="plans">The load that is compared, then those alongside.</param>
    /// <param name="criteria">What will be judged.</param>
    /// <exception cref="TargetNotReachedException">A session or PySpark is unavailable; no load was judged.</exception>
    public async Task<ExecutedLoads> ExecuteAsync(IReadOnlyList<LoadPlan> plans, CriteriaSet criteria)
    {
        foreach (var plan in plans)
        {
            var asked = TermsOf(plan);
            await target.RequireAnswersAsync(asked.Queries!, asked, suite.Ended);
            await (reference.Target?.RequireAnswersAsync(asked.Queries!, asked, suite.Ended) ?? Task.CompletedTask);
        }

        var comparison = reference.Comparison;
        var answers = criteria.ComparesAnswersOfBothSides && reference.Target is { } other
            ? await new AnswerComparison(target, other, comparison).AskAsync(plans[0].Mix, TermsOf(plans[0]), suite.Ended)
            : null;
        var (subjectPlan, referencePlan) = comparison.PlansOf(plans[0]);
        await using var subjectSide = Own(target, subjectPlan, [.. plans.Skip(1).Select(plan => plan with { Side = comparison.Subject })]);
        await using var referenceSide = comparison.ExternalClient is null
            ? Own(reference.Target ?? target, referencePlan)
            : Python(referencePlan);
        try
        {
            var observer = suite.Observer(scenario, reference.Target is { } asked ? (comparison.Reference, asked.Info) : null);
            var rounds = await new AlternatingRounds(subjectSide, referenceSide).RunAsync(
                comparison.Rounds, comparison.RoundsToRun(target.Scale), criteria, observer, suite.Ended);
            var comparisons = Rounds.Compare(
                comparison.Subject, comparison.Reference, rounds.Rounds, sameClient: comparison.ExternalClient is null);
            await SlowestQueries.CompleteAsync([rounds.Subject, .. rounds.Alongside], target, suite.Ended);
            await SlowestQueries.CompleteAsync([rounds.Reference], reference.Target ?? target, suite.Ended);
            LoadMeasurement[] loads = [rounds.Subject, .. rounds.Alongside, rounds.Reference];
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

    private AlternatingSide Own(SparkTarget spark, LoadPlan plan, params IReadOnlyList<LoadPlan> alongside)
    {
        return AlternatingSide.Own(TimeProvider.System, Job(plan), () => new ProcessMonitor(Closely), [.. alongside.Select(Job)]);

        LoadJob Job(LoadPlan load)
        {
            var clients = TermsOf(load);
            return new LoadJob(load, (index, token) => spark.OpenClientAsync(index, clients, token));
        }
    }

    private AlternatingSide Python(LoadPlan plan) => AlternatingSide.External(
        TimeProvider.System,
        plan,
        async token =>
        {
            var python = await target.OpenPythonAsync(plan.Clients, TermsOf(plan), token);
            _against = python.Description;
            return python;
        },
        client => new ExternalProcessMonitor(((PySparkClient)client).ProcessId));

    private ClientTerms TermsOf(LoadPlan plan)
    {
        var own = terms.For(plan) with { Queries = [.. plan.Mix.Select(share => share.Query)] };
        // PySpark hands on rows, and what two versions set by default differs.
        return own with
        {
            Reading = reference.Comparison.ExternalClient is not null && own.Reading == AnswerReading.Drained
                ? AnswerReading.Rows
                : own.Reading,
            Ansi = reference.Target is null ? own.Ansi : true,
        };
    }
}
