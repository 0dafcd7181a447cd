namespace SparkLoad.Processes;

/// <summary>What a <see cref="WatchedProcess"/> runs.</summary>
public sealed record WatchedCommand
{
    /// <summary>How messages call it, such as <c>Spark 4.1.1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A path, or a name that the PATH knows.</summary>
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Changes to the suite's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null for the suite's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The file that takes the output, both streams; its folder is created.</summary>
    public required string LogFile { get; init; }

    /// <summary>From asking to end (SIGTERM, end of input) to ending by force. Default 5 s, as the whole has 10 s.</summary>
    public TimeSpan Grace { get; init; } = WatchOptions.DefaultGrace;

    /// <summary>A folder to delete once the process is gone, also when the suite itself was killed; null for none.</summary>
    public string? RemoveAfterwards { get; init; }

    /// <summary>Gets every line of standard output as it comes, after it was logged. Must return at once.</summary>
    public Action<string>? OutputLine { get; init; }

    /// <summary>A .NET program, run by the <c>dotnet</c> that runs the suite.</summary>
    /// <param name="name">How messages call it.</param>
    /// <param name="assembly">Path of its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">See <see cref="LogFile"/>.</param>
    public static WatchedCommand ForAssembly(string name, string assembly, IEnumerable<string> arguments, string logFile) =>
        new() { Name = name, Program = DotnetHost.Path, Arguments = [assembly, .. arguments], LogFile = logFile };
}
