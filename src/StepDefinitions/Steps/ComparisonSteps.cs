using Reqnroll;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Steps;

/// <summary>With what the load is compared, in alternating rounds, and how answers are read.</summary>
[Binding]
public sealed class ComparisonSteps(ScenarioDriver scenario)
{
    [Given("the load alternates with PySpark")]
    public void GivenTheLoadAlternatesWithPySpark() => scenario.TakeTurnsWithPython(Rounds.Default);

    [Given("the load alternates with PySpark, {int} rounds each")]
    public void GivenTheLoadAlternatesWithPySparkForSomeRounds(int rounds) => scenario.TakeTurnsWithPython(rounds);

    [Given("the load alternates with {spark}")]
    public Task GivenTheLoadAlternatesWithSpark(SparkName spark) => scenario.TakeTurnsWithSparkAsync(spark, Rounds.Default);

    [Given("the load alternates with {spark}, {int} rounds each")]
    public Task GivenTheLoadAlternatesWithSparkForSomeRounds(SparkName spark, int rounds) =>
        scenario.TakeTurnsWithSparkAsync(spark, rounds);

    [Given("the load {string} alternates with the same load alone")]
    public void GivenTheLoadAlternatesWithTheSameLoadAlone(string load) => scenario.TakeTurnsAlone(load, Rounds.Default);

    [Given("the load {string} alternates with the same load alone, {int} rounds each")]
    public void GivenTheLoadAlternatesWithTheSameLoadAloneForSomeRounds(string load, int rounds) => scenario.TakeTurnsAlone(load, rounds);

    [Given("answers are read as rows")]
    public void GivenAnswersAreReadAsRows() => Read(AnswerReading.Rows);

    [Given("answers are read as Arrow tables")]
    public void GivenAnswersAreReadAsArrowTables() => Read(AnswerReading.Arrow);

    private void Read(AnswerReading reading) => scenario.Agree("how answers are read", terms => terms with { Reading = reading });
}
