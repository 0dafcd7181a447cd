using System.Runtime.ExceptionServices;
using NUnit.Framework;
using Reqnroll;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>Keeps how a scenario stands in its context, by the rules of Reqnroll, and says it at the end.</summary>
internal sealed class ScenarioOutcome(ScenarioContext context)
{
    private readonly List<ScenarioStep> _undefined = [];
    private readonly List<ScenarioStep> _pending = [];

    public void HookFailed(Exception error)
    {
        context.TestError ??= error;
        context.ScenarioExecutionStatus = StatusOf(error);
    }

    public void Undefined(ScenarioStep step)
    {
        _undefined.Add(step);
        Raise(ScenarioExecutionStatus.UndefinedStep, null);
    }

    public void StepFailed(ScenarioStep step, Exception error)
    {
        if (error is PendingStepException)
        {
            _pending.Add(step);
        }

        Raise(StatusOf(error), error);
    }

    /// <summary>Throws what the test is to show; returns if all went well.</summary>
    public void Conclude()
    {
        switch (context.ScenarioExecutionStatus)
        {
            case ScenarioExecutionStatus.OK:
                return;
            case ScenarioExecutionStatus.UndefinedStep:
                throw new ReqnrollException(
                    $"No step definition fits {_undefined.Count} of the steps. To paste:{Environment.NewLine}{Environment.NewLine}"
                    + string.Join(Environment.NewLine, _undefined.Select(StepSnippet.For).Distinct()));
            case ScenarioExecutionStatus.StepDefinitionPending:
                throw new PendingStepException(
                    "Pending: " + string.Join(", ", _pending.Select(step => $"'{step.Keyword} {step.Text}' ({context.TestError.Message})")));
            default:
                ExceptionDispatchInfo.Throw(context.TestError);
                return;
        }
    }

    /// <summary>A worse status outweighs an earlier one; ignored and inconclusive count only where nothing else was wrong.</summary>
    private void Raise(ScenarioExecutionStatus status, Exception? error)
    {
        var now = context.ScenarioExecutionStatus;
        if (status == ScenarioExecutionStatus.Skipped ? now == ScenarioExecutionStatus.OK : now < status)
        {
            context.ScenarioExecutionStatus = status;
            context.TestError = error ?? context.TestError;
        }
    }

    private static ScenarioExecutionStatus StatusOf(Exception error) => error switch
    {
        PendingStepException => ScenarioExecutionStatus.StepDefinitionPending,
        BindingException => ScenarioExecutionStatus.BindingError,
        IgnoreException or InconclusiveException => ScenarioExecutionStatus.Skipped,
        _ => ScenarioExecutionStatus.TestError,
    };
}
