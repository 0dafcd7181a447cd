using NUnit.Framework;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>Where tests of the category needs-spark find a Spark home.</summary>
internal static class RealSpark
{
    /// <summary>The path of a Spark home, or the test ends ignored with the missing variable's name.</summary>
    public static string Home(string version)
    {
        var key = SettingKeys.Target(SparkName.OfVersion(version));
        var path = Environment.GetEnvironmentVariable(key);
        if (!Directory.Exists(path))
        {
            Assert.Ignore($"Needs {key} with the path of a Spark {version} home.");
        }

        return path!;
    }
}
