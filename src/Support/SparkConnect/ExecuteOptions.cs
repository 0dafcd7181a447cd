namespace SparkLoad.SparkConnect;

/// <summary>How one query is executed.</summary>
public sealed record ExecuteOptions
{
    internal static readonly ExecuteOptions Default = new();

    /// <summary>Values of the query's named parameters (<c>:name</c>). Not together with <see cref="PositionalArguments"/>.</summary>
    public IReadOnlyDictionary<string, object?>? NamedArguments { get; init; }

    /// <summary>Values of the query's <c>?</c> in order.</summary>
    public IReadOnlyList<object?>? PositionalArguments { get; init; }

    /// <summary>Tags by which the query can be interrupted; not empty, without commas.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Operation id, or null (default) for a new one. It must never be used twice.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>
    /// After this time the query is interrupted on the server and fails with <see cref="TimeoutException"/>; null (default) for no limit.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether a lost connection can be taken up again; default true. Without it every interruption fails the query.</summary>
    public bool Reattachable { get; init; } = true;

    /// <summary>Rows of the result that are read in a second, at most, above 0; null (default) for as fast as they come.</summary>
    public int? RowsPerSecond { get; init; }

    /// <summary>Whether <see cref="SparkSession.DrainAsync"/> computes a checksum; default false, because it decodes every value.</summary>
    public bool Checksum { get; init; }

    /// <summary>Hears of retries, progress and metrics; null (default) for nobody.</summary>
    public IExecutionObserver? Observer { get; init; }
}
