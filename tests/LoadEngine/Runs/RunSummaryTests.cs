using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Results;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.LoadEngine.Tests.Simulation;

namespace SparkLoad.LoadEngine.Tests.Runs;

public sealed class RunSummaryTests
{
    [TestCase(1, "1 scenario: 1 passed")]
    [TestCase(2, "2 scenarios: 2 passed")]
    public void Totals_OfScenarios_AreCountedInWords(int scenarios, string said) =>
        RunSummary.Totals(Run([.. Enumerable.Range(0, scenarios).Select(_ => Scenario())])).ShouldBe(said);

    [Test]
    public async Task Rate_OfLoadsSideBySide_IsTheirSum_AndOfSidesInTurnEachOne()
    {
        var simulated = new Simulated();
        var load = (await simulated.RunAsync(
            Simulated.Open(2, TimeSpan.FromSeconds(30)), new SimulatedService(simulated.Time, Simulated.Ms(20)))).ToResult();

        RunSummary.Of(Run(Scenario(load, load))).ShouldContain("  4.00  ");
        RunSummary.Of(Run(Scenario(load with { Side = "Spark 4.1.1" }, load with { Side = "Python" }))).ShouldContain("  2.00 / 2.00  ");
    }

    private static RunResult Run(params ScenarioResult[] scenarios) => new()
    {
        Run = new()
        {
            Id = "r",
            State = RunState.Finished,
            StartedAt = DateTimeOffset.UnixEpoch,
            Suite = new("0.1.0", null, null),
            Machine = new("m", "os", "cpu", 2, 1, "net"),
            Runner = "FeatureTests",
        },
        Scenarios = scenarios,
    };

    private static ScenarioResult Scenario(params LoadResult[] loads) => new()
    {
        Id = "s",
        FeatureUri = "f.feature",
        Feature = "F",
        Scenario = "One query",
        Verdict = ScenarioVerdict.Passed,
        Evidence = EvidenceKind.Rehearsal,
        EvidenceNote = "rehearsal",
        Loads = loads,
    };
}
