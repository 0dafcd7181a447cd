namespace SparkLoad.LoadEngine.Recording;

/// <summary>What a table holds that a load writes to.</summary>
/// <param name="Written">How often each row of the query's parameters is there, by its place; those that are not are left out.</param>
/// <param name="Others">Rows that the query's parameters do not have.</param>
public sealed record TableRows(IReadOnlyDictionary<int, long> Written, long Others)
{
    /// <summary>Why the rows could not be read; null where they were.</summary>
    public string? Problem { get; private init; }

    public static TableRows Unread(string problem) => new(new Dictionary<int, long>(), 0) { Problem = problem };
}
