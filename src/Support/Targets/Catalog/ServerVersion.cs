using SparkLoad.Results;

namespace SparkLoad.Targets.Catalog;

/// <summary>What the version that a server reports says of it.</summary>
internal static class ServerVersion
{
    public static bool IsReal(string reported) => !reported.EndsWith(TargetInfo.StandInSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a server that reports one version is the one that a feature names.</summary>
    public static bool Matches(string reported, string stated) => reported == stated || reported == stated + TargetInfo.StandInSuffix;
}
