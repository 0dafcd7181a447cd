using SparkLoad.Results.Files;

namespace SparkLoad.Resources.Profiles;

/// <summary>Where the profile of a scenario lies.</summary>
/// <param name="RunFolder">Folder of the run.</param>
/// <param name="Scenario">The scenario's identifier, which is safe in a file's name.</param>
public sealed record ProfileFiles(string RunFolder, string Scenario)
{
    private const string Folder = "profiles";

    /// <summary>What the profiler recorded.</summary>
    public string Trace => Path.Combine(RunFolder, Folder, Scenario + ProfileEndings.Trace);

    /// <summary>The same by its path in the run's folder, as results name it.</summary>
    public string TraceInRun => $"{Folder}/{Scenario}{ProfileEndings.Trace}";

    /// <summary>What the recording comes to, as results hold it.</summary>
    public string Summary => Path.Combine(RunFolder, Folder, Scenario + ProfileEndings.Summary);
}

/// <summary>How the files of a profile end.</summary>
internal static class ProfileEndings
{
    public const string Trace = ".nettrace";

    public const string Speedscope = ".speedscope.json";

    public const string Summary = ".profile.json";
}
