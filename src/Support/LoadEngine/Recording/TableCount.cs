namespace SparkLoad.LoadEngine.Recording;

/// <summary>How many rows a table has that a load writes to.</summary>
/// <param name="Rows">All of them.</param>
/// <param name="Different">Those that differ from each other; null where the query's file does not say how to tell.</param>
public sealed record TableCount(long Rows, long? Different)
{
    /// <summary>Why the rows could not be counted; null where they were.</summary>
    public string? Problem { get; init; }
}
