using NUnit.Framework;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>Where tests of the category needs-python find a PySpark.</summary>
internal static class RealPython
{
    /// <summary>A PYTHONPATH with that PySpark, or the test ends ignored with the missing variable's name.</summary>
    public static string Path(string version)
    {
        var key = SettingKeys.PySpark(version);
        var path = Environment.GetEnvironmentVariable(key);
        if (string.IsNullOrEmpty(path))
        {
            Assert.Ignore($"Needs {key} with a PYTHONPATH that has PySpark {version}.");
        }

        return path!;
    }
}
