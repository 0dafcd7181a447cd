namespace SparkLoad.Targets.Settings;

/// <summary>The names of all settings, as variables and in <c>sparkload.json</c>.</summary>
public static class SettingKeys
{
    public const string Prefix = "SPARKLOAD_";

    public const string SparkSubmit = Prefix + "SPARK_SUBMIT";

    public const string DurationScale = Prefix + "DURATION_SCALE";

    public const string NycTaxi = Prefix + "NYC_TAXI";

    public const string Require = Prefix + "REQUIRE";

    public const string Reports = Prefix + "REPORTS";

    /// <summary>A variable only: the file of settings lies in the folder that it names.</summary>
    public const string Home = Prefix + "HOME";

    /// <summary>Keys that begin so belong to the tests of the suite itself and are not read here.</summary>
    internal const string TestPrefix = Prefix + "TEST_";

    public static IReadOnlyList<string> All { get; } =
    [
        .. SparkVersions.All.Select(Target),
        SparkSubmit,
        .. SparkVersions.All.Select(TargetUi),
        DurationScale,
        NycTaxi,
        Require,
        Reports,
        Home,
        .. SparkVersions.All.Select(PySpark),
    ];

    public static string Target(string version) => $"{Prefix}TARGET_{SparkVersions.InKeys(version)}";

    public static string TargetUi(string version) => $"{Prefix}TARGET_UI_{SparkVersions.InKeys(version)}";

    public static string PySpark(string version) => $"{Prefix}PYSPARK_{SparkVersions.InKeys(version)}";
}
