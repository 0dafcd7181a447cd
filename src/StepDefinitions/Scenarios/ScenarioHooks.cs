using Reqnroll;

namespace SparkLoad.Specs.Scenarios;

[Binding]
public sealed class ScenarioHooks(ScenarioDriver scenario)
{
    [AfterScenario]
    public Task CloseTheScenario() => scenario.CloseAsync();
}
