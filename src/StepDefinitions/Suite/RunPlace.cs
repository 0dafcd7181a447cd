using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SparkLoad.Results.Files;
using SparkLoad.Specs.Checks;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// Where the run's files go, decided when the assembly is loaded: the runner opens <c>messages.ndjson</c> before any hook runs, at
/// the path that <c>reqnroll.json</c> takes from a variable.
/// </summary>
internal static class RunPlace
{
    private const string Variable = "SPECS_RUN_FOLDER";

    /// <summary>Name of the run's folder.</summary>
    public static string Name { get; } = RunFolder.NewName(TimeProvider.System);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else runs before the runner reads its configuration.")]
    internal static void Tell()
    {
        var folder = Path.Combine(ReportsFolder(), Name);
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveWhereNoRunBegan(folder);
    }

    /// <summary>A folder of the system where the settings cannot be read; the run then ends with a sentence that says why.</summary>
    private static string ReportsFolder()
    {
        if (FolderCheck.Asked() is not null)
        {
            return Path.Combine(Path.GetTempPath(), "sparkload-check");
        }

        try
        {
            return SuiteSettings.Load().ReportsFolder;
        }
        catch (SettingsException)
        {
            return Path.Combine(Path.GetTempPath(), "sparkload-specs");
        }
    }

    private static void RemoveWhereNoRunBegan(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, RunFiles.Results)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The history lists it as a run without results.
        }
    }
}
