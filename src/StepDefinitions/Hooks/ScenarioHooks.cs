using Reqnroll;
using SparkLoad.Specs.Drivers;

namespace SparkLoad.Specs.Hooks;

[Binding]
public sealed class ScenarioHooks(ScenarioDriver scenario)
{
    [AfterScenario]
    public Task CloseTheScenario() => scenario.CloseAsync();
}
