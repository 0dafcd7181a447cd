using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Results;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>How the clients of a load are to work. The default is what measuring wants: no retries, a connection each.</summary>
public sealed record ClientTerms
{
    /// <summary>Default off.</summary>
    public Retries Retries { get; init; }

    /// <summary>All clients of the scenario use one connection; default is one each.</summary>
    public bool ShareConnection { get; init; }

    /// <summary>Every answer comes with its checksum, which costs the client time; default false.</summary>
    public bool Checksums { get; init; }

    /// <summary>How answers are read; default <see cref="AnswerReading.Drained"/>.</summary>
    public AnswerReading Reading { get; init; }

    /// <summary>A client opens a new session when the server no longer has its own; default false.</summary>
    public bool RenewsSessions { get; init; }

    /// <inheritdoc cref="Asking.CancelAfter"/>
    public TimeSpan? CancelAfter { get; init; }

    /// <inheritdoc cref="Asking.RowsPerSecond"/>
    public int? RowsPerSecond { get; init; }

    /// <summary>Value of <c>spark.sql.ansi.enabled</c> in every session; null (default) leaves it as the server has it.</summary>
    public bool? Ansi { get; init; }

    /// <summary>Tags of every query, by which Spark's own UI and REST API find it; not empty, without commas; default none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Names of the queries that they will ask, whose own statements each session runs first; null (default) for any.</summary>
    public IReadOnlyList<string>? Queries { get; init; }

    /// <summary>As a scenario states them.</summary>
    public static ClientTerms Of(StatedTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new()
        {
            Retries = terms.Retries,
            ShareConnection = terms.ShareConnection,
            Reading = terms.Reading,
            RenewsSessions = terms.RenewsSessions,
        };
    }

    /// <summary>How the clients of these loads work, for the results.</summary>
    public ClientInfo Describe(IReadOnlyList<LoadPlan> plans)
    {
        var random = plans.FirstOrDefault(plan => plan.IsRandom);
        return new(
            ShareConnection ? "all sessions share one connection" : "one connection per session",
            Options.Retry.Name, random is null ? null : random.Seed ?? 1, Profiled: false)
        {
            Reading = Reading switch
            {
                AnswerReading.Rows => "read as rows",
                AnswerReading.Arrow => "read as Arrow tables",
                _ => "received and looked through",
            },
        };
    }

    /// <summary>The same for the clients of one load, which may have a way of its own to read answers.</summary>
    public ClientTerms For(LoadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var own = this with { CancelAfter = plan.Asking.CancelAfter, RowsPerSecond = plan.Asking.RowsPerSecond };
        return plan.Asking.Reading is { } reading
            ? own with { Reading = reading, Checksums = Checksums && reading == AnswerReading.Drained }
            : own with { Checksums = Checksums && own.CancelAfter is null };
    }

    internal SparkSessionOptions Options => new()
    {
        Retry = Retries switch
        {
            Retries.Brief => RetryPolicy.Short,
            Retries.Standard => RetryPolicy.Standard,
            _ => RetryPolicy.Off,
        },
        Topology = ShareConnection ? Topology.SharedConnection : Topology.ConnectionPerSession,
    };
}
