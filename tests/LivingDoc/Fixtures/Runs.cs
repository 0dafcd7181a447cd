using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Runs in the states that a reader may meet.</summary>
internal static class Runs
{
    public static DateTimeOffset Began { get; } = new(2026, 11, 23, 21, 5, 0, TimeSpan.Zero);

    /// <summary>Twelve scenarios on the embedded endpoint, all passed.</summary>
    public static RunFixture Rehearsal(string id = "2026-11-23T21-05-00Z-a1b2", int seed = 1) =>
        Create(id, isReal: false, (_, shape) => shape with { Seed = seed });

    /// <summary>All scenarios at full length on a real Spark.</summary>
    public static RunFixture Acceptance(string id = "2026-11-24T06-00-00Z-c3d4", int seed = 1, double factor = 1) =>
        Create(id, isReal: true, (_, shape) => shape with { Seed = seed, MedianMs = shape.MedianMs * factor });

    /// <summary>An acceptance run in which Spark 4.1.1 paused, failed queries and leaked.</summary>
    public static RunFixture FailedAcceptance() => Judged(Create("2026-11-25T06-00-00Z-e5f6", isReal: true, (version, shape) => version
        != "4.1.1" ? shape : shape.Query switch
    {
        "fares by passenger count" when shape.Clients == 1 => shape with { FailuresFrom = 0.4, PauseAt = 0.7 },
        _ => shape,
    }));

    /// <summary>The generator did not keep up, so two scenarios cannot be told.</summary>
    public static RunFixture Inconclusive() => Rehearsal("2026-11-23T22-10-00Z-0a0b").With(scenario => scenario
        .FeatureUri != "sustained-load.feature" ? scenario : scenario with
    {
        Verdict = ScenarioVerdict.Inconclusive,
        Reason = "The generator did not keep up: 12% of the queries started late, at most 310 ms, while its process used 98% of both "
            + "cores. Latency and throughput cannot be told.",
        Criteria = [.. scenario.Criteria.Select(row => row.Key is "latency.scheduled.p95" or "throughput" or "queries.onTime"
            ? row with { Verdict = CriterionVerdict.Inconclusive, Close = row.Key == "throughput", Note = "The generator was the "
                + "bottleneck: 98% of both cores." }
            : row)],
    });

    /// <summary>No Spark answered for one version, and the other was a different one.</summary>
    public static RunFixture NotRun() => Rehearsal("2026-11-23T23-00-00Z-9f9e").With(scenario => scenario with
    {
        Verdict = ScenarioVerdict.NotRun,
        Reason = scenario.Target!.StatedVersion == "3.5.8"
            ? "No Spark answered at localhost:15002 within 60 s. Start it, or name another one in SPARKLOAD_TARGET_3_5_8."
            : "The feature names Spark 4.1.1, and the server at localhost:15003 says it is 4.0.1. Name a server of that version in "
                + "SPARKLOAD_TARGET_4_1_1.",
        Loads = [],
        Criteria = [],
        Data = null,
        Client = null,
        Resources = null,
        Target = scenario.Target with { Kind = TargetKind.Remote, Address = "localhost:15002", ReportedVersion = scenario.Target
            .StatedVersion == "3.5.8" ? null : "4.0.1" },
    });

    /// <summary>The same results without the lines of every query, where many runs are needed.</summary>
    public static RunFixture Short(RunFixture run) => run with { Loads = [], Features = new Dictionary<string, string>() };

    /// <summary>The same run so many hours after the others.</summary>
    public static RunFixture Later(RunFixture run, int hours = 24) =>
        run with { Result = run.Result with { Run = run.Result.Run with { StartedAt = Began.AddHours(hours) } } };

    /// <summary>Three scenarios done, the fourth under way.</summary>
    public static RunFixture Running() => Cut(Acceptance("2026-11-24T09-00-00Z-7788"), begun => begun).In(RunState.Running);

    /// <summary>The same, but its process is gone.</summary>
    public static RunFixture Interrupted() => Cut(Acceptance("2026-11-24T10-00-00Z-99aa"), begun => begun with
    {
        EndedAt = Began.AddMinutes(107),
        Reason = "interrupted at 2026-11-23 22:52:00 UTC: 700 queries had ended, 0 of them failed, the longest answer took 252 ms",
    }).In(RunState.Interrupted);

    private static RunFixture Cut(RunFixture run, Func<ScenarioResult, ScenarioResult> end) => run with
    {
        Result = run.Result with { Scenarios = [.. run.Result.Scenarios.Take(3), end(Begun(run.Result.Scenarios[3]))] },
        Loads = [.. run.Loads.Take(3), new SimulatedLoad(
            run.Result.Scenarios[3].Id, new() {
                Query = "fares by passenger count",
                IntervalMs = 1000,
                Seconds = 700,
                Clients = 2,
                MedianMs = 44 }, Began.AddMinutes(95))],
    };

    private static ScenarioResult Begun(ScenarioResult scenario) => scenario with
    {
        Verdict = ScenarioVerdict.Inconclusive,
        EndedAt = null,
        Criteria = [],
        Resources = null,
        Loads = [scenario.Loads[0] with { Started = 0, Succeeded = 0, ThroughputPerSecond = 0, LatencyMs = new(None, None, None) }],
    };

    private static LatencyDistribution None { get; } = new() { Count = 0, Percentiles = new Dictionary<string, double?>() };

    private static RunFixture Judged(RunFixture run) => run.With(scenario => scenario switch
    {
        _ when scenario.Criteria.Any(row => row.Verdict == CriterionVerdict.NotMet) => scenario with
        {
            Verdict = ScenarioVerdict.Failed,
            Reason = "90 of 1,800 queries failed, so 95% of them were not answered within any time. The service was paused for 5 s "
                + "after 21 min.",
            Errors =
            [
                new("UNAVAILABLE", null, "failed to connect to all addresses; last error: connection refused (10.20.0.7:15002)", 81),
                new("SPARK_JOB_CANCELLED", "XXKDA", "[SPARK_JOB_CANCELLED] Job 4711 cancelled because SparkContext was shut down", 9),
            ],
        },
        { FeatureUri: "memory-stress.feature", Target.StatedVersion: "4.1.1" } => scenario with
        {
            Verdict = ScenarioVerdict.Failed,
            Reason = "Client memory grew by 340 MB per hour.",
            Criteria = [.. scenario.Criteria.Select(row => row.Key == "client.memory.growth" ? CriterionOf.Growth(340e6, true) : row)],
        },
        _ => scenario,
    });

    private static RunFixture Create(string id, bool isReal, Func<string, LoadShape, LoadShape> change)
    {
        var at = Began;
        var results = new List<ScenarioResult>();
        var loads = new List<SimulatedLoad>();
        foreach (var (plan, version) in Scenarios.All)
        {
            var shape = change(version, plan.Shape) with { Seconds = isReal
                ? plan.Shape.StatedSeconds
                : plan.Tag == "memory" ? 40 : 15, ServerMemoryBytes = isReal ? 1.9e9 : null };
            var scenarioId =
                $"{Path.GetFileNameWithoutExtension(plan.Uri)}-{plan.Tag}-{version.Replace('.', '-')}{(plan.IsOutline ? "-rows" : "")}";
            var load = new SimulatedLoad(scenarioId, shape, at);
            loads.Add(load);
            results.Add(ScenarioFixture.Of(scenarioId, plan, version, isReal, load.Result, at));
            at = at.AddSeconds(shape.Seconds + 4);
        }

        return new()
        {
            Loads = loads,
            Result = new()
            {
                Run = new()
                {
                    Id = id,
                    State = RunState.Finished,
                    StartedAt = Began,
                    EndedAt = at,
                    Suite = new("0.1.0", "d2fb0f3aa0c1", false),
                    Machine = new("m-51c0", "Debian GNU/Linux 12", "AMD EPYC 7B13", 2, 8_300_000_000, "10.0.12"),
                    Runner = "FeatureTests",
                },
                Scenarios = results,
            },
        };
    }
}
