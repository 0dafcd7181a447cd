using NUnit.Framework;
using Shouldly;
using SparkLoad.Results.Text;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;
using SparkLoad.Targets.Tests.Servers;

namespace SparkLoad.Targets.Tests.Catalog;

/// <summary>What a server reports, on the wire, and what that makes of a scenario that names a Spark.</summary>
internal sealed class ServerVersionTests
{
    private const string Refused = "not run";

    [TestCase("4.0.1", "4.0.1", "acceptance: Spark 4.0.1, 30 minutes")]
    [TestCase("4.0.1", "4.1.1", Refused)]
    [TestCase("3.5.7", "3.5.7", "acceptance: Spark 3.5.7, 30 minutes")]
    [TestCase("3.5.7", "3.5.8", Refused)]
    [TestCase("4.1.1-amzn-0", "4.1.1", "acceptance: Spark 4.1.1-amzn-0, 30 minutes")]
    [TestCase("4.1.1.3.7-12", "4.1.1", "acceptance: Spark 4.1.1.3.7-12, 30 minutes")]
    [TestCase("4.1.1-SNAPSHOT", "4.1.1", "rehearsal: Spark 4.1.1-SNAPSHOT, not a release, 30 minutes")]
    [TestCase("4.1.1-rc2", "4.1.1", "rehearsal: Spark 4.1.1-rc2, not a release, 30 minutes")]
    [TestCase("4.1.1-embedded", "4.1.1", "rehearsal: embedded endpoint, 5 seconds of 30 minutes")]
    [TestCase("4.1.10", "4.1.1", Refused)]
    [TestCase("4.1", "4.1.1", Refused)]
    [TestCase("", "4.1.1", Refused)]
    [TestCase("Lake Engine 9.2", "4.1.1", Refused)]
    [TestCase("4.0.1", "production", "acceptance: Spark 4.0.1, 30 minutes")]
    [TestCase("4.1.1-amzn-0", "production", "acceptance: Spark 4.1.1-amzn-0, 30 minutes")]
    [TestCase("4.1.1-SNAPSHOT", "production", "rehearsal: Spark 4.1.1-SNAPSHOT, not a release, 30 minutes")]
    [TestCase("4.1.1-embedded", "production", "rehearsal: embedded endpoint, 5 seconds of 30 minutes")]
    [TestCase("4.1", "production", "acceptance: Spark 4.1, 30 minutes")]
    [TestCase("Lake Engine 9.2", "production", "acceptance: Spark Lake Engine 9.2, 30 minutes")]
    [TestCase("", "production", "acceptance: Spark that reports no version, 30 minutes")]
    [CancelAfter(30_000)]
    public async Task Version_Reported_MakesTheScenarioWorthThis(
        string reported, string named, string worth, CancellationToken cancellationToken)
    {
        await using var server = await Stranger.SparkAsync(reported);
        var spark = char.IsAsciiLetter(named[0]) ? SparkName.OfWord(named) : SparkName.OfVersion(named);
        var address = $"127.0.0.1:{server.Port}";
        await using var catalog = new TargetCatalog(
            TestSettings.Of((SettingKeys.Target(spark), $"sc://{address}")), SuiteQueries.All, Path.GetTempPath());

        if (worth == Refused)
        {
            (await Should.ThrowAsync<TargetNotReachedException>(() => catalog.ReachAsync(spark, withTrips: false, cancellationToken)))
                .Message.ShouldBe($"The feature names Spark {named}, but {address} reports {(reported is "" ? "no version" : reported)}: "
                    + $"set {SettingKeys.Target(spark)} to a Spark {named}.");
            return;
        }

        var target = await catalog.ReachAsync(spark, withTrips: false, cancellationToken);

        EvidenceWords.Note(target.EvidenceOf(TimeSpan.FromMinutes(30))).ShouldBe(worth);
        (target.Info.Name, target.Info.ReportedVersion).ShouldBe((named, reported));
        target.Info.StatedVersion.ShouldBe(spark.IsVersion ? named : null);
    }
}
