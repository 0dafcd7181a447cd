using System.Runtime.CompilerServices;
using Reqnroll;
using Reqnroll.Events;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Checks;

/// <summary>
/// Has every step of a scenario looked at, whatever became of those before it, where Reqnroll would skip all that follows a mistake.
/// </summary>
internal sealed class CheckedSteps(FolderCheck check)
{
    private IScenarioContext? _scenario;
    private int _step;

    public void Follow(ITestThreadExecutionEventPublisher events)
    {
        events.AddHandler<StepStartedEvent>(Count);
        events.AddHandler<StepFinishedEvent>(End);
    }

    private void Count(StepStartedEvent step) =>
        (_scenario, _step) = (step.ScenarioContext, step.ScenarioContext == _scenario ? _step + 1 : 0);

    private void End(StepFinishedEvent step)
    {
        var text = step.StepContext.Status switch
        {
            ScenarioExecutionStatus.OK => null,
            ScenarioExecutionStatus.UndefinedStep =>
                $"\"{step.StepContext.StepInfo.Text}\" is not a step of the suite; docs/writing-scenarios.md lists the steps.",
            _ when step.ScenarioContext.TestError is NotPassedException told => told.Reason,
            _ => step.ScenarioContext.TestError?.Message,
        };
        if (text is not null)
        {
            var feature = FeatureSource.Of(step.FeatureContext.FeatureInfo);
            var scenario = feature.Of(step.ScenarioContext.ScenarioInfo);
            check.Mistake(ScenarioIdentity.Of(feature, scenario), scenario.StepLines[_step], text);
            SetStatus((ScenarioContext)step.ScenarioContext, ScenarioExecutionStatus.OK);
            SetError((ScenarioContext)step.ScenarioContext, null);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScenarioExecutionStatus")]
    private static extern void SetStatus(ScenarioContext scenario, ScenarioExecutionStatus status);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_TestError")]
    private static extern void SetError(ReqnrollContext context, Exception? error);
}
