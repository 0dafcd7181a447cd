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
    private ScenarioContext? _scenario;
    private int _step;

    public void Follow(ITestThreadExecutionEventPublisher events)
    {
        events.AddHandler<StepStartedEvent>(step => Begin((ScenarioContext)step.ScenarioContext));
        events.AddHandler<StepFinishedEvent>(End);
    }

    private void Begin(ScenarioContext scenario)
    {
        (_scenario, _step) = (scenario, scenario == _scenario ? _step + 1 : 0);
        SetStatus(scenario, ScenarioExecutionStatus.OK);
    }

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
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScenarioExecutionStatus")]
    private static extern void SetStatus(ScenarioContext scenario, ScenarioExecutionStatus status);
}
