namespace SparkLoad.Targets.Settings;

/// <summary>The versions of Spark that features may name.</summary>
public static class SparkVersions
{
    public const string Spark35 = "3.5.8";

    public const string Spark41 = "4.1.1";

    public static IReadOnlyList<string> All { get; } = [Spark35, Spark41];

    /// <summary>The version as setting keys write it: <c>4_1_1</c>.</summary>
    internal static string InKeys(string version) => version.Replace('.', '_');
}
