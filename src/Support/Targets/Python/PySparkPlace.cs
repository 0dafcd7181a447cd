using System.Globalization;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Python;

/// <summary>Where the PySpark client of one version is, as the settings say.</summary>
/// <param name="Version">The version of Spark that it has to be of.</param>
/// <param name="Configured">A <c>PYTHONPATH</c>, or null where none is set.</param>
/// <param name="Folder">Takes the logs.</param>
internal sealed record PySparkPlace(string Version, string? Configured, string Folder)
{
    public string Setting => SettingKeys.PySpark(Version);

    /// <summary>The <c>PYTHONPATH</c> with it.</summary>
    /// <exception cref="TargetNotReachedException">None is set.</exception>
    public string RequirePath() => Configured ?? throw new TargetNotReachedException(
        $"{Setting} is not set, so there is no PySpark to compare with: "
        + $"set it to a PYTHONPATH with PySpark {Version} and the packages that it needs.");

    /// <summary>A file that is not there yet: each scenario starts a PySpark of its own, and a message names its log.</summary>
    public string NewLogFile()
    {
        var file = Path.Combine(Folder, $"pyspark-{Version}.log");
        for (var number = 2; File.Exists(file); number++)
        {
            file = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"pyspark-{Version}-{number}.log"));
        }

        return file;
    }
}
