using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Tests.Catalog;

internal sealed class EvidenceTests
{
    private static readonly DataInfo Made = new(DataSource.Synthetic, 1_000_000, "x");
    private static readonly DataInfo Given = new(DataSource.ServerTable, 3_000_000, null);

    [TestCase("4.1.1", 1, EvidenceKind.Acceptance)]
    [TestCase("4.1.1", 0.5, EvidenceKind.Rehearsal)]
    [TestCase("4.1.1-embedded", 1, EvidenceKind.Rehearsal)]
    public void Evidence_OfALoad_TakesARealSparkAndTheStatedTime(string reported, double scale, EvidenceKind expected) =>
        Evidence.Of(reported, DurationScale.Of(scale)).ShouldBe(expected);

    [TestCase("4.1.1-embedded", 360, 30, true, "rehearsal: embedded endpoint, 5 seconds of 30 minutes, synthetic data")]
    [TestCase("4.1.1-embedded", 1, 1, false, "rehearsal: embedded endpoint, 1 minute")]
    [TestCase("3.5.8", 90, 30, false, "rehearsal: Spark 3.5.8, 20 seconds of 30 minutes")]
    [TestCase("3.5.8", 1, 30, false, "acceptance: Spark 3.5.8, 30 minutes")]
    [TestCase("4.1.1", 1, 120, true, "acceptance: Spark 4.1.1, 2 hours, synthetic data")]
    public void Note_OfALoad_NamesServerTimeAndMadeData(string reported, int divisor, int minutes, bool made, string expected) =>
        Evidence.Note(reported, DurationScale.Of(1.0 / divisor), TimeSpan.FromMinutes(minutes), made ? Made : Given).ShouldBe(expected);

    [TestCase("4.1.1", true)]
    [TestCase("4.1.1-embedded", true)]
    [TestCase("4.1.10", false)]
    [TestCase("4.1.0", false)]
    [TestCase("4.1.1-SNAPSHOT", false)]
    public void Version_Reported_MatchesOnlyTheOneStated(string reported, bool matches) =>
        Evidence.Matches(reported, "4.1.1").ShouldBe(matches);
}
