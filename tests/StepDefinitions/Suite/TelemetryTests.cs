using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Telemetry.Tests;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>What a run of the suite sends to a collector is what it writes into results.json.</summary>
internal sealed class TelemetryTests
{
    private const string Secret = "hush-in-the-header";
    private const string Closed = "http://127.0.0.1:9";

    private const string SideBySide =
        """
        Given Spark 4.1.1
        And a warm-up of 1 second
        When "select one" is queried 50 times per second for 2 seconds
        And 3 clients each ask "totals of a small view" 5 times per second for 2 seconds
        Then the run meets these criteria:
          | load                   | measure        | must be |
          | select one             | failed queries | none    |
          | totals of a small view | failed queries | none    |

        """;

    private const string InTurn =
        """
        Given Spark 4.1.1
        And the load "select one" alternates with the same load alone, 1 rounds each
        When one client asks "totals of a small view" back to back for 1 second
        And "select one" is queried 20 times per second for 1 second
        Then the run meets these criteria:
          | load                   | measure        | must be |
          | select one             | failed queries | none    |
          | totals of a small view | failed queries | none    |

        """;

    [Test]
    public async Task Run_WithACollectorOfMetricsAndNoneOfSpans_SendsWhatItsResultsHoldAndNamesTheOtherOnce()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        using var suite = SuiteProcess.WithScenarios(SideBySide, InTurn);

        var outcome = await suite.RunAsync(
            "TestCategory=mistake", ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_ENDPOINT", Closed),
            ("OTEL_EXPORTER_OTLP_HEADERS", $"authorization={Secret}"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"));

        var results = outcome.Results.ShouldNotBeNull(outcome.Output);
        results.Scenarios.Select(scenario => scenario.Loads.Count).ShouldBe([2, 3], outcome.Output);
        foreach (var scenario in results.Scenarios)
        {
            scenario.Loads.ShouldAllBe(load => load.Succeeded > 0);
            foreach (var load in scenario.Loads)
            {
                receiver.ShouldEqual(scenario.Id, load);
            }
        }

        receiver.Count("sparkload.query.planned", ("sparkload.run.id", results.Run.Id), ("sparkload.evidence", "rehearsal"))
            .ShouldBe(results.Scenarios.SelectMany(scenario => scenario.Loads).Sum(load => load.Planned));
        receiver.Newest("sparkload.client.memory").ShouldNotBeNull();
        receiver.Authorizations.Distinct().ShouldBe([Secret]);
        outcome.Output.Split("OpenTelemetry:").Length.ShouldBe(2, outcome.Output);
        outcome.Output.ShouldContain($"OpenTelemetry: {Closed} did not take what was sent to it: Connection refused");
        outcome.Output.ShouldNotContain(Secret);
        Directory.GetFiles(suite.Reports, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public async Task Run_WithAVariableThatCannotBeUsed_SendsNoLoadAndSaysWhy()
    {
        using var suite = SuiteProcess.WithScenarios(SideBySide);

        var outcome = await suite.RunAsync("TestCategory=mistake", ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"));

        outcome.Tests.Single().Said.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector");
        outcome.Results.ShouldNotBeNull().Scenarios.Single().Verdict.ShouldBe(ScenarioVerdict.NotRun);
    }
}
