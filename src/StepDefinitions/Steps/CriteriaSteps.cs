using Reqnroll;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Steps;

[Binding]
public sealed class CriteriaSteps(ScenarioDriver scenario)
{
    [Then("the run meets these criteria:")]
    public Task ThenTheRunMeetsTheseCriteria(DataTable criteria) => scenario.MeetAsync(criteria);
}
