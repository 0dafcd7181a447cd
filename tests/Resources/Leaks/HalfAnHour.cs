using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Leaks;

/// <summary>A load of half an hour of which only the time is played: memory is that of real processes.</summary>
internal static class HalfAnHour
{
    public const int Minutes = 30;

    /// <summary>What the feature files allow, and what a leak in these tests exceeds threefold.</summary>
    public const string Allowed = "under 100 MB per hour";

    public const int LeakedBytesPerMinute = 5_000_000;

    private static readonly LoadPlan Plan = new("leak", new OpenLoad(Rate.PerSecondOf(1), TimeSpan.FromMinutes(Minutes)));

    /// <summary>The criterion's verdict on what was measured in it.</summary>
    public static CriterionResult Judge(string measure, ResourcesResult resources) => CriteriaSet
        .Parse([(measure, Allowed)])
        .Judge(
            new LoadMeasurement(new LoadRecorder(Plan, Plan.Duration, []), Plan.Duration)
            {
                StartedAt = DateTimeOffset.UnixEpoch,
                Resources = resources,
                Generator = new GeneratorResult(0, 0, 0, 0, 0, null),
            },
            EvidenceKind.Acceptance)[0];
}
