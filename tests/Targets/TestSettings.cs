using Microsoft.Extensions.Configuration.Memory;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests;

/// <summary>Settings as if the environment held only these variables.</summary>
internal static class TestSettings
{
    public static SuiteSettings Of(params (string Key, string Value)[] variables)
    {
        var empty = Directory.CreateTempSubdirectory("sparkload-settings").FullName;
        var raw = RawSettings.Read(empty, new MemoryConfigurationSource
        {
            InitialData = variables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
        });
        Directory.Delete(empty);
        return new(raw, Path.GetFullPath(Path.GetTempPath()));
    }
}
