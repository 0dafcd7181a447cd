using Reqnroll;
using SparkLoad.Specs.Drivers;

namespace SparkLoad.Specs.Hooks;

[Binding]
public sealed class ScenarioHooks(ScenarioDriver scenario)
{
    [AfterScenario]
    public void CloseTheScenario() => scenario.Close();
}
