using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests;

/// <summary>The suite's own queries, from the repository that the tests were built in.</summary>
internal static class SuiteQueries
{
    public static QueryCatalog All { get; } = QueryCatalog.Read(Repository());

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SparkLoad.Specs.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in a repository of the suite.");
    }
}
