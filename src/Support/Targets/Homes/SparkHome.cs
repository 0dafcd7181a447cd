using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Homes;

/// <summary>An unpacked Spark distribution.</summary>
internal sealed record SparkHome(string Path)
{
    /// <exception cref="TargetNotReachedException">It is not a Spark home, or there is no Java for it.</exception>
    public static SparkHome Open(SparkName spark, string path, Func<string, string?> variable)
    {
        var key = SettingKeys.Target(spark);
        if (!Directory.Exists(path))
        {
            throw new TargetNotReachedException(
                $"{key} is '{path}', and there is no such folder: write embedded, sc://host:port, or the path of a Spark home.");
        }

        var home = new SparkHome(path);
        foreach (var needed in (string[])["bin/spark-submit", "jars"])
        {
            if (!System.IO.Path.Exists(System.IO.Path.Combine(path, needed)))
            {
                throw new TargetNotReachedException(
                    $"{key} is '{path}', which has no {needed}: name the folder of an unpacked Spark{(spark.IsVersion ? $" {spark.Text}" : "")}.");
            }
        }

        _ = JavaRuntime.Find(variable);
        return home;
    }

    /// <summary>
    /// A home of links to this one, for what Spark writes into its home whatever it is told (<c>work/</c> of a local cluster).
    /// On Windows, where links need rights, the home itself.
    /// </summary>
    public SparkHome LinkInto(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return this;
        }

        Directory.CreateDirectory(folder);
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(entry => entry.Name is not ("work" or "logs")))
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(folder, entry.Name), entry.FullName);
        }

        return new(folder);
    }

    /// <summary>A release before 4.0, as its own jar says.</summary>
    public bool IsBeforeFour => Directory.EnumerateFiles(System.IO.Path.Combine(Path, "jars"), "spark-core_*-3.*.jar").Any();

    /// <summary>The script that starts it.</summary>
    public string SparkSubmit =>
        System.IO.Path.Combine(Path, "bin", OperatingSystem.IsWindows() ? "spark-submit.cmd" : "spark-submit");
}
