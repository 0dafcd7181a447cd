namespace SparkLoad.Targets.Settings;

/// <summary>The folder with the features, <c>sparkload.json</c> and the reports, from which relative paths in settings start.</summary>
internal static class SuiteHome
{
    private const string Solution = "SparkLoad.Specs.sln";

    /// <summary>The folder that <c>SPARKLOAD_HOME</c> names; without it the repository, or the current folder outside of one.</summary>
    /// <exception cref="SettingsException">There is no such folder.</exception>
    public static string Find() => Of(Environment.GetEnvironmentVariable(SettingKeys.Home));

    internal static string Of(string? home) => string.IsNullOrWhiteSpace(home) ? Repository() : Existing(Path.GetFullPath(home.Trim()));

    private static string Existing(string folder) => Directory.Exists(folder)
        ? folder
        : throw new SettingsException($"{SettingKeys.Home} is '{folder}', and there is no such folder: "
            + "write the whole path of one that holds a folder \"features\".");

    /// <summary>The nearest folder above the suite's assemblies that holds the solution; else the current one.</summary>
    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
