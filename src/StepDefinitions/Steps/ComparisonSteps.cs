using Reqnroll;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Specs.Steps;

/// <summary>Who carries the same load in turn, to be compared with.</summary>
[Binding]
public sealed class ComparisonSteps(ScenarioDriver scenario)
{
    [Given("PySpark carries the same load in turn")]
    public void GivenPySparkCarriesTheSameLoad() => scenario.TakeTurnsWithPython(Rounds.Default);

    [Given("PySpark carries the same load in turn, {int} rounds each")]
    public void GivenPySparkCarriesTheSameLoadForSomeRounds(int rounds) => scenario.TakeTurnsWithPython(rounds);

    [Given("Spark {word} carries the same load in turn")]
    public Task GivenSparkCarriesTheSameLoad(string version) => scenario.TakeTurnsWithSparkAsync(version, Rounds.Default);

    [Given("Spark {word} carries the same load in turn, {int} rounds each")]
    public Task GivenSparkCarriesTheSameLoadForSomeRounds(string version, int rounds) => scenario.TakeTurnsWithSparkAsync(version, rounds);

    [Given("answers are read as rows")]
    public void GivenAnswersAreReadAsRows() => Read(AnswerReading.Rows);

    [Given("answers are read as Arrow tables")]
    public void GivenAnswersAreReadAsArrowTables() => Read(AnswerReading.Arrow);

    private void Read(AnswerReading reading) => scenario.Agree("how answers are read", terms => terms with { Clients = terms.Clients with { Reading = reading } });
}
