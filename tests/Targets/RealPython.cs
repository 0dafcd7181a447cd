using NUnit.Framework;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>Where tests of the category needs-python find a PySpark.</summary>
internal static class RealPython
{
    /// <summary>A PYTHONPATH with that PySpark, or null.</summary>
    public static string? Find(string version) =>
        Environment.GetEnvironmentVariable(SettingKeys.PySpark(SparkName.OfVersion(version))) is { Length: > 0 } path ? path : null;

    /// <summary>A PYTHONPATH with that PySpark, or the test ends ignored with the missing variable's name.</summary>
    public static string Path(string version)
    {
        var path = Find(version);
        if (path is null)
        {
            Assert.Ignore($"Needs {SettingKeys.PySpark(SparkName.OfVersion(version))} with a PYTHONPATH that has PySpark {version}.");
        }

        return path!;
    }
}
