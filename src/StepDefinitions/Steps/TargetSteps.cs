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

    [Given("{spark} with the data of {string}")]
    public Task GivenSparkWithTheDataOf(SparkName spark, string data) => scenario.ReachAsync(spark, withTrips: false, data);

    [Given("{spark} with the NYC taxi trips and the data of {string}")]
    public Task GivenSparkWithTheNycTaxiTripsAndTheDataOf(SparkName spark, string data) =>
        scenario.ReachAsync(spark, withTrips: true, data);

    [Given("{spark}, started for this scenario")]
    public Task GivenSparkStartedForThisScenario(SparkName spark) => scenario.StartAsync(spark, withTrips: false);

    [Given("{spark}, started for this scenario with these settings:")]
    public Task GivenSparkStartedForThisScenarioWithSettings(SparkName spark, DataTable settings) =>
        scenario.StartAsync(spark, withTrips: false, settings);

    [Given("{spark} with the NYC taxi trips, started for this scenario")]
    public Task GivenSparkWithTheNycTaxiTripsStartedForThisScenario(SparkName spark) => scenario.StartAsync(spark, withTrips: true);

    [Given("{spark} with the NYC taxi trips, started for this scenario with these settings:")]
    public Task GivenSparkWithTheNycTaxiTripsStartedForThisScenarioWithSettings(SparkName spark, DataTable settings) =>
        scenario.StartAsync(spark, withTrips: true, settings);

    [Given("these Spark settings:")]
    public void GivenTheseSparkSettings(DataTable settings) => scenario.Set(settings);

    [Given("the client is profiled")]
    public void GivenTheClientIsProfiled() => scenario.Profile();
}
