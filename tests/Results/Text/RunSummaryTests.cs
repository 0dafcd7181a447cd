using SparkLoad.Results.Text;

namespace SparkLoad.Results.Tests.Text;

public sealed class RunSummaryTests
{
    [TestCase(1, "1 scenario: 1 passed")]
    [TestCase(2, "2 scenarios: 2 passed")]
    public void Totals_OfScenarios_AreCountedInWords(int scenarios, string said) =>
        RunSummary.Totals(Run([.. Enumerable.Range(0, scenarios).Select(_ => Scenario())])).ShouldBe(said);

    [Test]
    public void Rate_OfLoadsSideBySide_IsTheirSum_AndOfSidesInTurnEachOne()
    {
        RunSummary.Of(Run(Scenario(Load, Load))).ShouldContain("  4.00  ");
        RunSummary.Of(Run(Scenario(Load with { Side = "Spark 4.1.1" }, Load with { Side = "Python" }))).ShouldContain("  2.00 / 2.00  ");
    }

    private static LoadResult Load
    {
        get
        {
            var latency = new LatencyDistribution {
                Count = 60,
                Percentiles = new Dictionary<string, double?> { ["50"] = 20, ["95"] = 20 } };
            return new()
            {
                Name = "l", Query = "q", Model = "open", Clients = 1, StatedDurationMs = 30_000, DurationMs = 30_000, Planned = 60,
                Started = 60, Succeeded = 60, Failed = 0, TimedOut = 0, Unfinished = 0, NeverStarted = 0, ThroughputPerSecond = 2,
                LatencyMs = new(latency, latency, latency),
            };
        }
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
        EvidenceParts = Evidence.None,
        Loads = loads,
    };
}
