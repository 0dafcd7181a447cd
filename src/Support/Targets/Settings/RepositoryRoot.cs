namespace SparkLoad.Targets.Settings;

/// <summary>The folder of the solution, which relative paths in settings start from.</summary>
internal static class RepositoryRoot
{
    private const string Solution = "SparkLoad.Specs.sln";

    /// <summary>The nearest folder above the suite's assemblies that holds the solution; else the current one.</summary>
    public static string Find()
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
