using Reqnroll;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Steps;

[Binding]
public sealed class TargetSteps(ScenarioDriver scenario)
{
    [Given("{spark}")]
    public Task GivenSpark(SparkName spark) => scenario.ReachAsync(spark, withTrips: false);

    [Given("{spark} with the NYC taxi trips")]
    public Task GivenSparkWithTheNycTaxiTrips(SparkName spark) => scenario.ReachAsync(spark, withTrips: true);

    [Given("the client is profiled")]
    public void GivenTheClientIsProfiled() => scenario.Profile();
}
