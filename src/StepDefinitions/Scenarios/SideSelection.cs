using System.Globalization;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Finds with what a scenario's load alternates, and makes sure that only real Sparks are compared.</summary>
internal sealed class SideSelection(ScenarioRecord record)
{
    /// <summary>PySpark of the version of that Spark.</summary>
    public ReferenceSide Python(SparkTarget target, int rounds)
    {
        RequireRealSpark(target, $"and {SettingKeys.PySpark(target.Name)} its PySpark");
        try
        {
            if (target.IsReal)
            {
                target.RequirePython();
            }
        }
        catch (TargetNotReachedException e)
        {
            throw record.NotRun(e.Message);
        }

        return ReferenceSide.Python(rounds);
    }

    /// <summary>Another Spark, with the same data.</summary>
    public async Task<ReferenceSide> SparkAsync(SparkTarget target, SparkName spark, int rounds)
    {
        RequireRealSpark(target, $"and {SettingKeys.Target(spark)} another");
        try
        {
            var other = await record.Suite.Targets.ReachAsync(spark, target.Data is not null, record.Suite.Ended);
            RequireRealSpark(other, $"as {SettingKeys.Target(target.Name)} does");
            return record.Suite.Check is null && OtherTrips(Read(target), Read(other)) is { } differ
                ? throw record.NotRun(differ)
                : ReferenceSide.Spark(target, other, rounds);
        }
        catch (TargetNotReachedException e)
        {
            throw record.NotRun(e.Message);
        }
    }

    /// <summary>Why two Sparks cannot be compared for what they read; null where they can.</summary>
    /// <remarks>A setting such as <c>auto</c> can mean one thing on one server and another on the next.</remarks>
    internal static string? OtherTrips((SparkName Spark, DataInfo? Trips) subject, (SparkName Spark, DataInfo? Trips) reference) =>
        subject.Trips is { } own && reference.Trips is { } others && own != others
            ? $"{subject.Spark} has {Trips(own)} and {reference.Spark} has {Trips(others)}, so the two cannot be compared: "
                + $"set {SettingKeys.NycTaxi} to the same trips on both, for example synthetic"
            : null;

    private static (SparkName Spark, DataInfo? Trips) Read(SparkTarget spark) => (spark.Name, spark.Data);

    private static string Trips(DataInfo data)
    {
        var rows = data.Rows.ToString("#,0", CultureInfo.InvariantCulture);
        var trips = data.Source switch
        {
            DataSource.ServerTable => $"{rows} trips of a table",
            DataSource.Parquet => $"{rows} trips of Parquet files",
            _ => $"{rows} synthetic trips",
        };
        return data.Checksum is null ? trips : $"{trips} (checksum {data.Checksum})";
    }

    /// <summary>
    /// A comparison of stand-ins would say nothing (DESIGN §6): in a rehearsal such a scenario is ignored, as its tag says.
    /// </summary>
    private void RequireRealSpark(SparkTarget target, string further)
    {
        if (target.IsReal)
        {
            return;
        }

        record.LeaveOut(
            $"a comparison needs a real Spark: set {SettingKeys.Target(target.Name)} to one, {further}", "python", "versions");
    }
}
