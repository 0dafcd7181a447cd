using SparkLoad.Results.Text;

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

    internal const string TargetOf = Prefix + "TARGET_";

    internal const string TargetUiOf = Prefix + "TARGET_UI_";

    internal const string PySparkOf = Prefix + "PYSPARK_";

    internal const string TokenFileOf = Prefix + "TOKEN_FILE_";

    // Without what follows, of every Spark at an address.
    internal const string TlsCa = Prefix + "TLS_CA";

    internal const string TlsCert = Prefix + "TLS_CERT";

    internal const string TlsKey = Prefix + "TLS_KEY";

    internal const string TlsCaOf = TlsCa + "_";

    internal const string TlsCertOf = TlsCert + "_";

    internal const string TlsKeyOf = TlsKey + "_";

    /// <summary>Keys of the whole run.</summary>
    public static IReadOnlyList<string> OfTheRun { get; } =
    [
        SparkSubmit, DurationScale, NycTaxi, Require, Reports, Home, TlsCa, TlsCert, TlsKey,
    ];

    /// <summary>What the keys of each Spark begin with; its name follows.</summary>
    public static IReadOnlyList<string> OfASpark { get; } =
    [
        TargetOf, TargetUiOf, PySparkOf, TokenFileOf, TlsCaOf, TlsCertOf, TlsKeyOf,
    ];

    public static string Target(SparkName spark) => TargetOf + spark.InKeys;

    public static string TargetUi(SparkName spark) => TargetUiOf + spark.InKeys;

    public static string PySpark(SparkName spark) => PySparkOf + spark.InKeys;

    /// <summary>Whether there is such a setting, whichever Spark it is for.</summary>
    public static bool Exists(string key) => OfTheRun.Contains(key, StringComparer.OrdinalIgnoreCase) || BeginningOf(key) is not null;

    /// <summary>What a key of a Spark begins with, one of <see cref="OfASpark"/>; null where it is none.</summary>
    internal static string? BeginningOf(string key) => OfASpark
        .Where(beginning => key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && SparkName.CanEndAs(key[beginning.Length..]))
        .MaxBy(beginning => beginning.Length);

    /// <summary>The key that a mistaken one was probably meant to be.</summary>
    /// <param name="key">The mistaken one.</param>
    /// <param name="sparks">Those that features name.</param>
    internal static string NearestTo(string key, IEnumerable<SparkName> sparks)
    {
        var parts = key.Split('_');
        var own = Enumerable.Range(0, parts.Length).Select(start => string.Join('_', parts[start..])).Where(SparkName.CanEndAs);
        var endings = sparks.Select(spark => spark.InKeys).Concat(own).ToList();
        return NearestName.Of(key, OfTheRun.Concat(OfASpark.SelectMany(beginning => endings, string.Concat)));
    }
}
