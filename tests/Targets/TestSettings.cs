using Microsoft.Extensions.Configuration.Memory;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>Settings as if the environment held only these variables.</summary>
internal static class TestSettings
{
    public static SuiteSettings Of(params (string Key, string Value)[] variables) => Of(null, variables);

    /// <param name="named">The Sparks that features name; null where they are not known.</param>
    /// <param name="variables">All that the environment holds.</param>
    public static SuiteSettings Of(IReadOnlyCollection<SparkName>? named, params (string Key, string Value)[] variables) =>
        new(Raw(variables, named), Path.GetFullPath(Path.GetTempPath()), new SettingMistakes(), named);

    /// <summary>The same, not yet understood.</summary>
    public static RawSettings Raw((string Key, string Value)[] variables, IReadOnlyCollection<SparkName>? named = null)
    {
        var empty = Directory.CreateTempSubdirectory("sparkload-settings").FullName;
        var mistakes = new SettingMistakes();
        var raw = RawSettings.Read(empty, named ?? [], mistakes, new MemoryConfigurationSource
        {
            InitialData = variables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
        });
        Directory.Delete(empty);
        mistakes.ThrowIfAny();
        return raw;
    }

    /// <summary>The key of its target.</summary>
    public static string TargetOf(string version) => SettingKeys.Target(SparkName.OfVersion(version));

    /// <summary>The Spark of a version.</summary>
    public static Task<SparkTarget> ReachAsync(
        this TargetCatalog catalog, string version, bool withTrips, CancellationToken cancellationToken) =>
        catalog.ReachAsync(SparkName.OfVersion(version), withTrips, cancellationToken);
}
