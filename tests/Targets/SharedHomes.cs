using System.Collections.Concurrent;
using NUnit.Framework;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>
/// One real Spark of each version for all tests that leave it as it is: started for the first of them, ended after the last.
/// </summary>
[SetUpFixture]
internal sealed class SharedHomes
{
    private static readonly ConcurrentDictionary<string, TargetCatalog> Catalogs = new(StringComparer.Ordinal);
    private static readonly Lazy<string> Place = new(() => Directory.CreateTempSubdirectory("sparkload-homes").FullName);

    /// <summary>Where the runs' folders of these homes lie.</summary>
    public static string Folder => Place.Value;

    /// <summary>The Spark of that version, or the test ends ignored with the missing variable's name.</summary>
    public static Task<SparkTarget> ReachAsync(string version, bool withTrips, CancellationToken cancellationToken)
    {
        var home = RealSpark.Home(version);
        return Catalogs.GetOrAdd(version, Open, home).ReachAsync(version, withTrips, cancellationToken);
    }

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        foreach (var catalog in Catalogs.Values)
        {
            await catalog.DisposeAsync();
        }

        if (Place.IsValueCreated)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static TargetCatalog Open(string version, string home)
    {
        List<(string, string)> settings =
        [
            (SettingKeys.Target(SparkName.OfVersion(version)), home),
            ("SPARKLOAD_SPARK_SUBMIT", "--master local[2] --conf 'spark.executor.cores=1'"),
        ];
        if (RealPython.Find(version) is { } python)
        {
            settings.Add((SettingKeys.PySpark(SparkName.OfVersion(version)), python));
        }

        return new TargetCatalog(TestSettings.Of([.. settings]), SuiteQueries.All, Folder) { WarmsUpHomes = false };
    }
}
