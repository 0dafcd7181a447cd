using System.Diagnostics;
using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Execution;
using SparkLoad.BundledRunner.Matching;
using Exception = System.Exception;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>The messages of one scenario.</summary>
internal sealed class ScenarioMessages(RunMessages run, ScenarioPlan plan)
{
    private readonly HashSet<string> _reported = [];

    public string StartedId { get; } = BindingMessages.NewId();

    /// <summary>The step or hook that is at work; null between them.</summary>
    public string? StepAtWork { get; private set; }

    public void Started()
    {
        var testCaseId = BindingMessages.NewId();
        run.Write(new TestCase(testCaseId, plan.Scenario.Pickle.Id, [.. TestSteps.Of(plan, run.Bindings)], null));
        run.Write(Envelope.Create(new TestCaseStarted(0, StartedId, testCaseId, null, MessageWriter.Now())));
    }

    /// <summary>Runs a step or a hook.</summary>
    public async Task RunAsync(string id, Func<Task> action)
    {
        Begin(id);
        var watch = Stopwatch.StartNew();
        Exception? failure = null;
        StepAtWork = id;
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            StepAtWork = null;
            End(id, StepResults.Of(watch, failure));
        }
    }

    public void Undefined(PlannedStep step)
    {
        Begin(step.Id);
        run.Write(Envelope.Create(new Suggestion(
            BindingMessages.NewId(), step.Step.Pickle.Id, [new Snippet("csharp", StepSnippet.For(step.Step))])));
        End(step.Id, StepResults.NotRun(TestStepResultStatus.UNDEFINED));
    }

    /// <summary>Everything that was planned has a result at the end, also what was never reached.</summary>
    public void Finished()
    {
        foreach (var id in plan.Ids.Where(id => !_reported.Contains(id)).ToList())
        {
            Begin(id);
            End(id, StepResults.NotRun(TestStepResultStatus.SKIPPED));
        }

        run.Write(Envelope.Create(new TestCaseFinished(StartedId, MessageWriter.Now(), false)));
        run.ScenarioEnded();
    }

    private void Begin(string id)
    {
        _reported.Add(id);
        run.Write(Envelope.Create(new TestStepStarted(StartedId, id, MessageWriter.Now())));
    }

    private void End(string id, TestStepResult result) =>
        run.Write(Envelope.Create(new TestStepFinished(StartedId, id, run.Result(result), MessageWriter.Now())));
}
