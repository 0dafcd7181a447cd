using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Homes;

/// <summary>Finds the Java that Spark's scripts would run: <c>JAVA_HOME</c>, else the PATH.</summary>
internal static class JavaRuntime
{
    /// <summary>The path of the program.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="TargetNotReachedException">There is none.</exception>
    public static string Find(Func<string, string?> variable)
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        if (variable("JAVA_HOME") is { Length: > 0 } home)
        {
            var program = Path.Combine(home, "bin", name);
            return File.Exists(program)
                ? program
                : throw new TargetNotReachedException(
                    $"JAVA_HOME is '{home}', where there is no bin/{name}: "
                    + "set it to the folder of a Java 17, or unset it so that the PATH is searched.");
        }

        return (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new TargetNotReachedException(
                "A Spark home needs Java, and there is none: install a Java 17 and set JAVA_HOME, or put java on the PATH.");
    }
}
