using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Python;

/// <summary>What PySpark is to open.</summary>
internal sealed record PySparkOrder
{
    /// <summary>How messages call the server.</summary>
    public required string Server { get; init; }

    public required ConnectionString Connection { get; init; }

    /// <summary>What the connection is secured with.</summary>
    public SecureFiles Files { get; init; } = SecureFiles.None;

    /// <summary>Sessions, each with a thread of its own.</summary>
    public required int Clients { get; init; }

    /// <summary>A connection for each session, or one for all.</summary>
    public required bool OwnConnections { get; init; }

    /// <summary>PySpark's own policy, or none.</summary>
    public required bool Retries { get; init; }

    /// <summary>Answers are read as Arrow tables, or as rows.</summary>
    public required bool Arrow { get; init; }

    /// <summary>Settings of Spark that each session sets before anything else; default none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Statements that each session runs first.</summary>
    public required IReadOnlyList<string> Setup { get; init; }

    /// <inheritdoc cref="Clients.ClientTerms.Tags"/>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How long opening may take; a statement of a team's own may need minutes. Default 90 s.</summary>
    public TimeSpan OpenLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Leaves out of a message of Spark's what may not be shown.</summary>
    public Func<string, string> Hide { get; init; } = message => message;

    /// <summary>Names of the queries that its sessions prepare before they are asked, with each row of their parameters; default
    /// none.</summary>
    public IReadOnlyList<string> Prepared { get; init; } = [];

    /// <summary>What it can be asked.</summary>
    public required PreparedQueries Queries { get; init; }
}
