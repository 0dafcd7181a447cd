using Reqnroll;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Results;
using SparkLoad.Specs.Drivers;

namespace SparkLoad.Specs.Steps;

[Binding]
public sealed class LoadSteps(ScenarioDriver scenario)
{
    [When("{string} is queried {rate} for {duration}")]
    [When("{string} is fetched whole {rate} for {duration}")]
    public void WhenQueriedAtARate(string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, plan => plan with { Model = LoadModel.Open, Rate = rate, StatedDuration = duration });

    [When("{int} clients each ask {string} {rate} for {duration}")]
    public void WhenClientsEachAsk(int clients, string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, plan => plan with { Model = LoadModel.Clients, Clients = clients, Rate = rate, StatedDuration = duration });

    [When("one client asks {string} back to back for {duration} after a warm-up of {duration}")]
    public void WhenOneClientAsksBackToBack(string query, TimeSpan duration, TimeSpan warmUp) =>
        scenario.Plan(query, plan => plan with { Model = LoadModel.BackToBack, StatedDuration = duration, WarmUp = warmUp });
}
