using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Features name any version, and Sparks of the team's by a word.</summary>
internal sealed class NamedSparkTests : SharedRunTests
{
    private const string Load =
        """

        When "select one" is queried 10 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |
        """;

    [Test]
    [Scenarios($"Given Spark 4.0.1{Load}", $"Given Spark 3.4.4{Load}", $"Given the Spark \"lake.eu-1\"{Load}")]
    public void Spark_WithNoTargetButEmbedded_IsStoodInForByItsName()
    {
        Scenarios.Select(scenario => scenario.Result.Verdict).ShouldAllBe(verdict => verdict == ScenarioVerdict.Passed);
        Scenarios.Select(scenario => scenario.Result.Target!).Select(target => (target.Name, target.StatedVersion, target.ReportedVersion))
            .ShouldBe([("4.0.1", "4.0.1", "4.0.1-embedded"), ("3.4.4", "3.4.4", "3.4.4-embedded"), ("lake.eu-1", null, "4.1.1-embedded")]);
        Scenarios.ShouldAllBe(scenario => scenario.Result.Evidence == EvidenceKind.Rehearsal);
    }

    [Test]
    [Scenarios($"Given the Spark \"production\"{Load}")]
    public void Word_WithoutATarget_IsNotRunAndSaysWhatWouldHelp()
    {
        Scenario.Result.Verdict.ShouldBe(ScenarioVerdict.NotRun);
        Scenario.Result.Reason.ShouldBe(
            "nothing says where Spark \"production\" is: set SPARKLOAD_TARGET_PRODUCTION to sc://host:port or to the path of a Spark home.");
    }

    [Test]
    [Scenarios($"Given the server is killed after 1 second and started again\nAnd Spark 4.1.1{Load}")]
    public void Step_BeforeTheSpark_IsNamed()
    {
        Scenario.Result.Verdict.ShouldBe(ScenarioVerdict.Failed);
        Scenario.Result.Reason.ShouldBe(
            "\"Given the server is killed after 1 second and started again\" is said before the scenario names its Spark; "
                + "write \"Given Spark 4.1.1\", or the like, before it");
    }

    [Test]
    [Scenarios($"Given Spark 4.1{Load}", $"Given the Spark \"ui-eu\"{Load}", $"Given the Spark \"4.1.1\"{Load}")]
    public void Name_ThatIsNone_FailsWithTheWayOut()
    {
        string[] said =
        [
            "\"Spark 4.1\" names no version: write its three numbers, as in Spark 4.1.1,",
            "the Spark \"ui-eu\" could not be told from the Spark \"eu\" in the variables of both:",
            "the Spark \"4.1.1\" has a version for a name: write Spark 4.1.1.",
        ];

        foreach (var (scenario, words) in Scenarios.Zip(said))
        {
            scenario.Result.Verdict.ShouldBe(ScenarioVerdict.Failed);
            scenario.Result.Reason.ShouldNotBeNull().ShouldStartWith(words);
            scenario.Test.Said.ShouldNotContain("   at SparkLoad.Targets");
        }
    }

    protected override Task<(string Name, string Value)[]> PrepareAsync() =>
        Task.FromResult<(string, string)[]>([("SPARKLOAD_TARGET_LAKE_EU_1", "embedded")]);
}
