using Reqnroll;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Steps;

/// <summary>Loads whose queries start on a schedule, whether or not earlier ones have been answered.</summary>
[Binding]
public sealed class LoadSteps(ScenarioDriver scenario)
{
    [When("{string} is queried {rate} for {duration}")]
    public void WhenQueriedAtARate(string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, new OpenLoad(rate, duration));

    // A method of its own: of two patterns on one method, Reqnroll's messages know the first alone and cite it for both.
    [When("{string} is fetched whole {rate} for {duration}")]
    public void WhenFetchedWholeAtARate(string query, Rate rate, TimeSpan duration) => WhenQueriedAtARate(query, rate, duration);

    [When("the schema of {string} is asked {rate} for {duration}")]
    public void WhenTheSchemaIsAskedAtARate(string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, Asking.Schema, new OpenLoad(rate, duration));

    [When("a session is opened, asked {string} and released {rate} for {duration}")]
    public void WhenASessionIsOpenedAskedAndReleased(string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, new SessionEach(), new OpenLoad(rate, duration));

    [When("{string} is queried {rate} for {duration}, each cancelled after {duration}")]
    public void WhenQueriedAndCancelled(string query, Rate rate, TimeSpan duration, TimeSpan after) =>
        scenario.Plan(query, new CancelledAfter(after), new OpenLoad(rate, duration));

    [When("{string} is queried at random, {rate} on average, for {duration}")]
    public void WhenQueriedAtRandom(string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, new OpenLoad(rate, duration) { Pattern = ArrivalPattern.Poisson });

    [When("{string} is queried in these stages:")]
    public void WhenQueriedInStages(string query, DataTable stages) =>
        scenario.Plan(() => [new QueryShare(query)], () => LoadTables.Staged(stages));

    [When("these queries are asked {rate} for {duration}:")]
    public void WhenAMixIsAsked(Rate rate, TimeSpan duration, DataTable queries) =>
        scenario.Plan(() => LoadTables.Mix(queries), () => new OpenLoad(rate, duration));

    [When("the rate of {string} is raised from {rate} by {rate} up to {rate}, each for {duration}")]
    public void WhenTheRateIsRaised(string query, Rate first, Rate step, Rate limit, TimeSpan duration) =>
        scenario.Plan(query, new CapacityLoad(first, step, limit, duration));
}
