using System.Reflection;

namespace SparkLoad.StepDefinitions.Tests.Guides;

/// <summary>The texts that people read before they use or extend the suite.</summary>
internal static class Guides
{
    private static readonly string Root = FindRoot();

    /// <summary>README, CONTRIBUTING, CHANGELOG and everything in docs, as paths below the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "features/_Glossary.md",
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(
            file => Path.GetRelativePath(Root, file).Replace('\\', '/')),
    ];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "SparkLoad.Specs.sln")))
        {
            folder = folder.Parent
                ?? throw new DirectoryNotFoundException("The tests do not stand in the repository, so its guides cannot be found.");
        }

        return folder.FullName;
    }
}
