using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using SparkLoad.BundledRunner.Fixtures;

namespace SparkLoad.BundledRunner.Tests.Fixtures;

public sealed class FeatureSuiteTests
{
    private static readonly TypeWrapper s_type = new(typeof(Feature));

    private readonly FeatureSuite _suite = FeatureSuite.Of(
        Journal.Read(
            """
            @throughput
            Feature: Sustained load
              @spark-4.1.1
              Scenario: Zeta on Spark 4.1.1
              @ignore
              Scenario: Alpha
              @rule
              Rule: R
                Scenario Outline: Row <n>
                  Examples:
                    | n   |
                    | 1.5 |
                    | 1.5 |
            """),
        s_type,
        "SparkLoad.Specs");

    [Test]
    public void Suite_Scenarios_AreTestsInTheOrderOfTheFile() =>
        _suite.Tests.Select(test => test.Name).ShouldBe(["Zeta on Spark 4.1.1", "Alpha", "Row 1.5", "Row 1.5 #2"]);

    [Test]
    public void Suite_FullNames_AreThoseOfReqnroll() =>
        _suite.Tests.Select(test => test.FullName).ShouldBe(
            [
                "SparkLoad.Specs.Features.SustainedLoadFeature.ZetaOnSpark4_1_1",
                "SparkLoad.Specs.Features.SustainedLoadFeature.Alpha",
                "SparkLoad.Specs.Features.SustainedLoadFeature.RowN(\"1_5\")",
                "SparkLoad.Specs.Features.SustainedLoadFeature.RowN(\"1_5\")#2",
            ]);

    [Test]
    public void Suite_Tags_AreCategories()
    {
        Categories(_suite).ShouldBe(["throughput"]);
        Categories(_suite.Tests[0]).ShouldBe(["spark-4.1.1"]);
        Categories(_suite.Tests[2]).ShouldBe(["rule"]);
    }

    [Test]
    public void Suite_TaggedIgnore_IsIgnored() => _suite.Tests[1].RunState.ShouldBe(RunState.Ignored);

    [Test]
    public void Suite_AttributesOfTheClass_Apply() =>
        _suite.Properties.Get(PropertyNames.ParallelScope).ShouldBe(ParallelScope.None);

    [Test]
    public void Suite_OfProblems_IsATestThatCanOnlyFail() =>
        FeatureSuite.OfProblems(s_type, "SparkLoad.Specs").Tests.ShouldHaveSingleItem().Name.ShouldBe("Feature files can be read");

    private static IEnumerable<object> Categories(ITest test) => test.Properties[PropertyNames.Category].Cast<object>();

    [NonParallelizable]
    [Explicit("By hand: it stands in for the class in a test assembly.")]
    public sealed class Feature(object? feature) : FeatureFixture(feature);
}
