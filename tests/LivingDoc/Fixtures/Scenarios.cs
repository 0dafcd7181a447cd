using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>The twelve scenarios of the suite, as far as the page needs them.</summary>
internal static class Scenarios
{
    public sealed record Plan(
        string Uri,
        string Tag,
        string Feature,
        string? Rule,
        string Name,
        bool IsOutline,
        LoadShape Shape,
        Func<LoadResult,
        bool,
        IReadOnlyList<CriterionResult>> Judge);

    public static IEnumerable<(Plan Plan, string Version)> All =>
        Plans.SelectMany(plan => ((string[])["3.5.8", "4.1.1"]).Select(version => (plan, version)));

    private static IReadOnlyList<Plan> Plans { get; } =
    [
        new("sustained-load.feature", "throughput", "Sustained load", null, "One query per second against Spark {0}", false,
            new() { Query = "fares by passenger count", IntervalMs = 1000, MedianMs = 38 }, Steady),
        new("concurrent-clients.feature", "concurrency", "Concurrent clients", null, "Two clients side by side on Spark {0}", false,
            new() { Query = "fares by passenger count", IntervalMs = 1000, Clients = 2, Model = "clients", MedianMs = 44 }, Steady),
        new("heavy-aggregation.feature", "latency", "Heavy aggregation", null, "Statistics every two seconds on Spark {0}", false,
            new() { Query = "fare statistics", IntervalMs = 2000, MedianMs = 410 },
            (load, _) => [CriterionOf.FailedQueries(load), CriterionOf.P95(load, 30_000, "under 30 seconds"), CriterionOf.Memory(221e6)]),
        new("memory-stress.feature", "memory", "Memory stress", null, "A million trips every ten seconds from Spark {0}", false,
            new() { Query = "all trips", IntervalMs = 10_000, MedianMs = 2900, MemoryBytes = 640e6 },
            (load, full) => [CriterionOf.FailedQueries(load), CriterionOf.Rows(), CriterionOf.Memory(712e6), CriterionOf.Growth(
                6.4e6,
                full)]),
        new("micro.feature", "micro", "The smallest questions", "A constant comes back at once", "One constant from Spark {0}", false,
            new() { Query = "one", IntervalMs = 25, Model = "backToBack", MedianMs = 19, StatedSeconds = 60 },
            (load, _) => [CriterionOf.FailedQueries(load), CriterionOf.P95(load, 500, "under 500 ms")]),
        new("micro.feature", "micro", "The smallest questions", "Three rows are hardly more than "
            + "none", "Three rows summed up on Spark {0}", true,
            new() { Query = "three rows", IntervalMs = 40, Model = "backToBack", MedianMs = 32, StatedSeconds = 60 },
            (load, _) => [CriterionOf.FailedQueries(load), CriterionOf.P95(load, 500, "under 500 ms")]),
    ];

    private static IReadOnlyList<CriterionResult> Steady(LoadResult load, bool full) =>
    [
        CriterionOf.FailedQueries(load),
        CriterionOf.Throughput(load, 0.8),
        CriterionOf.OnTime(load),
        CriterionOf.P95(load, 5000, "under 5 seconds"),
        CriterionOf.Memory(full ? 231e6 : 214e6),
    ];
}
