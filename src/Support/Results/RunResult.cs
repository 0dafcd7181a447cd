namespace SparkLoad.Results;

/// <summary>The content of <c>results.json</c>: one run of the suite. Times in milliseconds, memory in bytes.</summary>
public sealed record RunResult
{
    /// <summary>Raised when a field is renamed or changes its meaning; new fields keep it.</summary>
    public const int Version = 2;

    public int SchemaVersion { get; init; } = Version;

    public required RunInfo Run { get; init; }

    public IReadOnlyList<ScenarioResult> Scenarios { get; init; } = [];
}

/// <summary>Where a run stands. A run whose process is gone while it says <c>running</c> was interrupted.</summary>
public enum RunState
{
    Running,
    Finished,
    Interrupted,
}

/// <summary>What ran, where, and when.</summary>
public sealed record RunInfo
{
    /// <summary>Name of the run's folder: UTC time and a short random part.</summary>
    public required string Id { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required SuiteInfo Suite { get; init; }

    public required MachineInfo Machine { get; init; }

    /// <summary><c>Reqnroll.NUnit</c> or <c>FeatureTests</c>: what made NUnit tests of the feature files.</summary>
    public required string Runner { get; init; }

    /// <summary>The factor on stated durations for real targets, as configured; null where each target has its default.</summary>
    public double? DurationScale { get; init; }
}

/// <summary>The suite's own version, so that a figure can be traced to the code that produced it.</summary>
public sealed record SuiteInfo(string Version, string? Commit, bool? Dirty);

/// <summary>The machine that sent the load.</summary>
/// <param name="Id">A stable, anonymous identifier; runs are compared only on the same one.</param>
/// <param name="Os">Operating system in words.</param>
/// <param name="Cpu">Processor model.</param>
/// <param name="Cores">Logical processors available to the process.</param>
/// <param name="MemoryBytes">Memory available to the process.</param>
/// <param name="Dotnet">Version of the runtime.</param>
public sealed record MachineInfo(string Id, string Os, string Cpu, int Cores, long MemoryBytes, string Dotnet);
