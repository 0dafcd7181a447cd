using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Settings;

namespace SparkLoad.StepDefinitions.Tests.Comparisons;

/// <summary>Which Sparks can be compared, by what they read.</summary>
internal sealed class ComparedTripsTests
{
    private static readonly SparkName Newer = SparkName.OfVersion("4.1.1");
    private static readonly SparkName Older = SparkName.OfVersion("3.5.8");

    [Test]
    public void Trips_ThatDiffer_AreNamedWithTheWayOut() =>
        SideSelection.OtherTrips(
            (Newer, new DataInfo(DataSource.ServerTable, 40_000_000, null)),
            (Older, new DataInfo(DataSource.Synthetic, 1_000_000, "130ddbd6726a42ba"))).ShouldBe(
            "Spark 4.1.1 has 40,000,000 trips of a table and Spark 3.5.8 has 1,000,000 synthetic trips (checksum 130ddbd6726a42ba), "
            + "so the two cannot be compared: set SPARKLOAD_NYC_TAXI to the same trips on both, for example synthetic");

    [Test]
    public void Trips_OfFilesWithOtherRows_Differ() =>
        SideSelection.OtherTrips(
            (Newer, new DataInfo(DataSource.Parquet, 3, null)),
            (Older, new DataInfo(DataSource.Parquet, 2, null)))!.ShouldStartWith(
            "Spark 4.1.1 has 3 trips of Parquet files and Spark 3.5.8 has 2 trips of Parquet files,");

    [Test]
    public void Trips_TheSameOrNone_CanBeCompared()
    {
        var synthetic = new DataInfo(DataSource.Synthetic, 1_000_000, "130ddbd6726a42ba");

        SideSelection.OtherTrips((Newer, synthetic), (Older, synthetic with { })).ShouldBeNull();
        SideSelection.OtherTrips((Newer, null), (Older, null)).ShouldBeNull();
    }
}
