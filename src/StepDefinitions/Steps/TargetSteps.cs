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

    [Given("the client is profiled")]
    public void GivenTheClientIsProfiled() => scenario.Profile();
}
