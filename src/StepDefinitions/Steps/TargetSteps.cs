using Reqnroll;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Steps;

[Binding]
public sealed class TargetSteps(ScenarioDriver scenario)
{
    [Given("Spark {word}")]
    public Task GivenSpark(string version) => scenario.ReachAsync(version, withTrips: false);

    [Given("Spark {word} with the NYC taxi trips")]
    public Task GivenSparkWithTheNycTaxiTrips(string version) => scenario.ReachAsync(version, withTrips: true);

    [Given("Spark {word} with the data of {string}")]
    public Task GivenSparkWithTheDataOf(string version, string data) => scenario.ReachAsync(version, withTrips: false, data);

    [Given("Spark {word} with the NYC taxi trips and the data of {string}")]
    public Task GivenSparkWithTheNycTaxiTripsAndTheDataOf(string version, string data) =>
        scenario.ReachAsync(version, withTrips: true, data);

    [Given("these Spark settings:")]
    public void GivenTheseSparkSettings(DataTable settings) => scenario.Set(settings);

    [Given("the client is profiled")]
    public void GivenTheClientIsProfiled() => scenario.Profile();
}
