using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.StepDefinitions.Tests.Suite;

public sealed class RepetitionTests
{
    private const string Sentence = "This machine was busy. Run it again while nothing else works here: dotnet test src/StepDefinitions";

    [TestCase("A query at a rising rate, Spark 4.1.1", " --filter \"Name~query&Name~rising&Name~rate&Name~Spark&Name~4.1.1\"")]
    [TestCase("OneQuery(\"4.1.1\",null)", " --filter \"Name~OneQuery&Name~4.1.1&Name~null\"")]
    [TestCase("$5 & \"so\"", " --filter \"Name~5&Name~so\"")]
    [TestCase("応答時間", " --filter \"Name~応答時間\"")]
    [TestCase("!?", "")]
    public void Line_OfALateGenerator_FiltersByWhatEveryShellTakes(string test, string filter) =>
        Repetition.Of(ScenarioVerdict.Inconclusive, [Load(late: 1)], test).ShouldBe($"{Sentence}{filter}\n");

    [TestCase(ScenarioVerdict.Inconclusive, 0)]
    [TestCase(ScenarioVerdict.Failed, 1)]
    [TestCase(ScenarioVerdict.Passed, 1)]
    public void Line_WhereARepetitionTellsNoMore_IsNone(ScenarioVerdict verdict, int late) =>
        Repetition.Of(verdict, [Load(late)], "a").ShouldBeEmpty();

    private static GeneratorResult Load(long late) => new(late, 0, 0, 0, 0, null);
}
