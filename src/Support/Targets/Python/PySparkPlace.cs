using System.Globalization;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Python;

/// <summary>Where the PySpark client for one Spark is, as the settings say.</summary>
/// <param name="Spark">As features name it.</param>
/// <param name="Version">Which version PySpark has to be; null where the Spark does not report one that tells.</param>
/// <param name="Configured">A <c>PYTHONPATH</c>, or null where none is set.</param>
/// <param name="Folder">Takes the logs.</param>
internal sealed record PySparkPlace(SparkName Spark, string? Version, string? Configured, string Folder)
{
    public string Setting => SettingKeys.PySpark(Spark);

    /// <summary>How messages call it: <c>PySpark 4.1.1</c>.</summary>
    public string Name => Version is null ? "PySpark" : $"PySpark {Version}";

    /// <summary>The <c>PYTHONPATH</c> with it.</summary>
    /// <exception cref="TargetNotReachedException">None is set.</exception>
    public string RequirePath() => Configured ?? throw new TargetNotReachedException(
        $"{Setting} is not set, so there is no PySpark to compare with: "
        + $"set it to a PYTHONPATH with {Name} and the packages that it needs.");

    /// <summary>A file that is not there yet: each scenario starts a PySpark of its own, and a message names its log.</summary>
    public string NewLogFile()
    {
        var file = Path.Combine(Folder, $"pyspark-{Spark.Text}.log");
        for (var number = 2; File.Exists(file); number++)
        {
            file = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"pyspark-{Spark.Text}-{number}.log"));
        }

        return file;
    }
}
