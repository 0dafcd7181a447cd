using System.Text.Json.Serialization;
using SparkLoad.Results.Text;

namespace SparkLoad.Results;

/// <summary>One scenario of a run: what was asked, what was measured, and what it is worth.</summary>
public sealed record ScenarioResult
{
    /// <summary>
    /// Equal in every run and unique in each: the names of the file, the scenario and the example row in small letters, digits and hyphens,
    /// and where these do not tell it from others the beginning of a hash.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Path of the feature file relative to the features folder, with forward slashes.</summary>
    public required string FeatureUri { get; init; }

    public required string Feature { get; init; }

    public string? Rule { get; init; }

    /// <summary>Its name, with placeholders filled in.</summary>
    public required string Scenario { get; init; }

    /// <summary>The row of an outline's examples; null where there is none, and where the name holds all of it.</summary>
    public string? Example { get; init; }

    /// <summary>Where it begins in its file, from 1; of an example row that row. Null where that is not known.</summary>
    public int? Line { get; init; }

    /// <summary>Tags without <c>@</c>, those of feature and rule included.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required ScenarioVerdict Verdict { get; init; }

    /// <summary>In words, why the verdict is not <c>passed</c>; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is worth as evidence; the two properties that follow are made of it.</summary>
    public required Evidence EvidenceParts { get; init; }

    public EvidenceKind Evidence => EvidenceParts.Kind;

    /// <summary>For example <c>rehearsal: embedded endpoint, 5 seconds of 30 minutes</c>.</summary>
    public string EvidenceNote => EvidenceWords.Note(EvidenceParts);

    public TargetInfo? Target { get; init; }

    public DataInfo? Data { get; init; }

    /// <summary>What the scenario asks of each session; null where it asks nothing.</summary>
    public SessionInfo? Session { get; init; }

    public ClientInfo? Client { get; init; }

    public IReadOnlyList<LoadResult> Loads { get; init; } = [];

    public IReadOnlyList<CriterionResult> Criteria { get; init; } = [];

    public IReadOnlyList<ComparisonResult> Comparisons { get; init; } = [];

    /// <summary>The first queries that two Sparks did not answer the same, where a row compares their answers.</summary>
    public IReadOnlyList<AnswerDifference> AnswerDifferences { get; init; } = [];

    public ResourcesResult? Resources { get; init; }

    /// <summary>How often all connections were cut; null where the scenario cuts none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CutsResult? Cuts { get; init; }

    public IReadOnlyList<ErrorCount> Errors { get; init; } = [];
}

/// <summary>How often all connections of a scenario were cut.</summary>
/// <param name="Count">In all.</param>
/// <param name="InAnswers">In the midst of an answer.</param>
public sealed record CutsResult(int Count, int InAnswers);

public enum TargetKind
{
    Remote,
    SparkHome,
    Embedded,
}

/// <summary>The Spark that was asked.</summary>
public sealed record TargetInfo
{
    /// <summary>Ends the version of an endpoint that stands in for a Spark, at whatever address.</summary>
    public const string StandInSuffix = "-embedded";

    /// <summary>As the feature names it: <c>4.1.1</c>, <c>production</c>. Older results hold the version alone.</summary>
    public string Name { get => field ?? StatedVersion ?? ""; init; }

    public required TargetKind Kind { get; init; }

    /// <summary>Host and port without parameters, so without any token.</summary>
    public required string Address { get; init; }

    /// <summary>The version that the feature names; null where it names a word.</summary>
    public string? StatedVersion { get; init; }

    /// <summary>The version that the server reports, or null where none answered.</summary>
    public string? ReportedVersion { get; init; }

    /// <summary>Configuration that bears on the figures, secrets left out.</summary>
    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is an endpoint in place of a Spark.</summary>
    [JsonIgnore]
    public bool IsStandIn =>
        Kind == TargetKind.Embedded || ReportedVersion?.EndsWith(StandInSuffix, StringComparison.OrdinalIgnoreCase) == true;
}

public enum DataSource
{
    ServerTable,
    Parquet,
    Synthetic,
}

/// <summary>The trips that were queried.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Rows">Number of trips.</param>
/// <param name="Checksum">Independent of row order; null where it was not computed.</param>
public sealed record DataInfo(DataSource Source, long Rows, string? Checksum);

/// <summary>What each session does before its first query.</summary>
/// <param name="Settings">Settings of Spark as the scenario states them, secrets left out.</param>
/// <param name="Data">The statements that it runs, or null.</param>
public sealed record SessionInfo(IReadOnlyDictionary<string, string> Settings, DataScriptInfo? Data);

/// <summary>Data of a team's own.</summary>
/// <param name="Name">As the feature writes it.</param>
/// <param name="File">Below the home, and below the run's folder, which has a copy.</param>
/// <param name="Statements">How many each session runs.</param>
/// <param name="Checksum">Of the file's text.</param>
public sealed record DataScriptInfo(string Name, string File, int Statements, string Checksum);

/// <summary>How the load was run.</summary>
/// <param name="Topology">For example <c>one connection per session</c>.</param>
/// <param name="RetryPolicy"><c>off</c>, <c>short</c> or <c>standard</c>.</param>
/// <param name="Seed">Seed of random arrivals, or null where nothing is random.</param>
/// <param name="Profiled">Whether a profiler ran during the load.</param>
public sealed record ClientInfo(string Topology, string RetryPolicy, long? Seed, bool Profiled)
{
    /// <summary>What is done with answers, as <c>received and looked through</c>; null in results of a suite that did not say it.</summary>
    public string? Reading { get; init; }
}

/// <summary>Failures of one kind.</summary>
/// <param name="Class">Spark's error class, or the gRPC status where there is none.</param>
/// <param name="SqlState">SQLSTATE, where the server named one.</param>
/// <param name="Message">The first message of this kind.</param>
/// <param name="Count">How many queries ended so.</param>
public sealed record ErrorCount(string Class, string? SqlState, string Message, long Count);

public enum ComparisonOutcome
{
    Slower,
    Same,
    Faster,
    Undecided,
}

/// <summary>How one side stands to another in one measure.</summary>
/// <param name="Key">The measure, as in criteria: <c>latency.scheduled.p95</c>.</param>
/// <param name="Subject">The side that is judged: <c>this client</c>, <c>Spark 4.1.1</c>, <c>this run</c>.</param>
/// <param name="Reference">The side that it is compared with: <c>Python</c>, <c>Spark 3.5.8</c>, <c>the baseline</c>.</param>
/// <param name="Ratio">Of the subject's figure to the reference's; null where none is finite.</param>
/// <param name="Interval">Of the ratio, two-sided, at <see cref="Confidence"/>; a null end is open.</param>
/// <param name="Outcome">What the subject is; of CPU and memory slower reads higher, of throughput lower.</param>
/// <param name="Rounds">Rounds that it rests on; 0 where two runs were compared that had none.</param>
public sealed record ComparisonResult(
    string Key, string Subject, string Reference, double? Ratio, Interval? Interval, ComparisonOutcome Outcome, int Rounds)
{
    /// <summary>The load that is compared, where the scenario has several.</summary>
    public string? Load { get; init; }

    /// <summary>Of the interval, 0 to 1: 1% is shared among all measures that are compared.</summary>
    public double? Confidence { get; init; }

    /// <summary>The subject's figure in the middle round, in the measure's unit; null where it is not finite.</summary>
    public double? SubjectFigure { get; init; }

    /// <summary>The same of the reference.</summary>
    public double? ReferenceFigure { get; init; }

    /// <summary>In words, why it is undecided, or what a reader should know.</summary>
    public string? Note { get; init; }
}

/// <summary>A two-sided interval, of 95% where nothing else is said; a null end is open.</summary>
public sealed record Interval(double? Low, double? High);
