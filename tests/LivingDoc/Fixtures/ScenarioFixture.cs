using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>The result of one scenario around a simulated load.</summary>
internal static class ScenarioFixture
{
    public static ScenarioResult Of(string id, Scenarios.Plan plan, string version, bool isReal, LoadResult load, DateTimeOffset at)
    {
        var criteria = plan.Judge(load, isReal);
        return new()
        {
            Id = id,
            FeatureUri = plan.Uri,
            Feature = plan.Feature,
            Rule = plan.Rule,
            Scenario = plan.Name.Replace("{0}", version, StringComparison.Ordinal),
            Line = plan.IsOutline ? FeatureFiles.LineOf(plan.Uri, $"| {version} ") : null,
            Tags = [plan.Tag, $"spark-{version}"],
            StartedAt = at,
            EndedAt = at.AddMilliseconds(load.DurationMs + 2000),
            Verdict = criteria.Any(row => row.Verdict == CriterionVerdict.NotMet) ? ScenarioVerdict.Failed : ScenarioVerdict.Passed,
            EvidenceParts = new()
            {
                Kind = isReal ? EvidenceKind.Acceptance : EvidenceKind.Rehearsal,
                StandIn = isReal ? null : "embedded endpoint",
                Spark = isReal ? version : null,
                StatedMs = load.StatedDurationMs,
                ActualMs = load.DurationMs,
            },
            Target = new()
            {
                Kind = isReal ? TargetKind.SparkHome : TargetKind.Embedded,
                Address = isReal ? "localhost:15002" : "localhost:40123",
                StatedVersion = version,
                ReportedVersion = isReal ? version : $"{version}-embedded",
                Conf = isReal
                    ? new Dictionary<string, string> {
                        ["spark.master"] = "local[2]",
                        ["spark.sql.ansi.enabled"] = version == "4.1.1" ? "true" : "false",
                        ["spark.sql.shuffle.partitions"] = "200" }
                    : new Dictionary<string, string>(),
            },
            Data = new(DataSource.Synthetic, 1_000_000, "9c41f0aa7be2d310"),
            Client = new("one connection per session", "off", null, false),
            Loads = [load],
            Criteria = criteria,
            Resources = new(
                new()
                {
                    PeakMemoryBytes = 231_000_000,
                    StartMemoryBytes = 188_000_000,
                    MemorySamples = 60,
                    PeakManagedHeapBytes = 41_000_000,
                    AllocatedBytes = 912_000_000,
                    CpuMs = 812,
                    CpuMsPerQuery = 3.4,
                    IdleCpuMsPerSecond = 2.1,
                    GcPauseMs = 4.2,
                    GcCollections = [14, 3, 1],
                    PeakThreads = 31,
                    PeakHandles = 288,
                },
                new() { PeakMemoryBytes = isReal ? 2_010_000_000 : null, Note = isReal ? null : "The embedded endpoint is not watched." }),
        };
    }
}
