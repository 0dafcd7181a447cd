namespace Reqnroll;

/// <summary>How a scenario stands; a later value outweighs an earlier one.</summary>
public enum ScenarioExecutionStatus
{
    /// <summary>No error so far.</summary>
    OK,

    /// <summary>A step definition is not written yet.</summary>
    StepDefinitionPending,

    /// <summary>A step has no step definition.</summary>
    UndefinedStep,

    /// <summary>A binding cannot be used, or several fit one step.</summary>
    BindingError,

    /// <summary>A step or a hook failed.</summary>
    TestError,

    /// <summary>A step or a hook ended the scenario as ignored or inconclusive.</summary>
    Skipped,
}
