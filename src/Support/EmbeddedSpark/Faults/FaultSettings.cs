namespace SparkLoad.EmbeddedSpark.Faults;

/// <summary>The faults in force. Zero switches one off; queries are counted over all sessions, commands are not.</summary>
/// <param name="LatencyMs">Added before every query is planned, and so before its first message, milliseconds.</param>
/// <param name="ExecutionMs">Added after the first message of every query, before its first rows.</param>
/// <param name="BatchMs">Added before each further batch.</param>
/// <param name="ErrorEvery">Every n-th query fails.</param>
/// <param name="WrongEvery">Every n-th query has one wrong number in its first row.</param>
/// <param name="MissingEvery">Every n-th query lacks its first row.</param>
/// <param name="BytesPerSecond">Bandwidth of each stream.</param>
/// <param name="LeakBytes">Memory that every query leaves behind.</param>
internal sealed record FaultSettings(
    int LatencyMs, int ExecutionMs, int BatchMs, int ErrorEvery, int WrongEvery, int MissingEvery, int BytesPerSecond, int LeakBytes)
{
    public static readonly IReadOnlyList<string> Names =
        ["latencyMs", "executionMs", "batchMs", "errorEvery", "wrongEvery", "missingEvery", "bytesPerSecond", "leakBytes"];

    public static FaultSettings From(Func<string, int> value) =>
        new(
            value(Names[0]), value(Names[1]), value(Names[2]), value(Names[3]), value(Names[4]), value(Names[5]), value(Names[6]),
            value(Names[7]));
}

/// <summary>What happens to one query.</summary>
/// <param name="Delay">Before it is planned.</param>
/// <param name="BeforeRows">Before its first rows.</param>
/// <param name="BetweenBatches">Before each further batch.</param>
/// <param name="Fails">It fails.</param>
/// <param name="IsWrong">A number of it is wrong.</param>
/// <param name="LacksRow">Its first row is missing.</param>
internal readonly record struct QueryFaults(
    TimeSpan Delay, TimeSpan BeforeRows, TimeSpan BetweenBatches, bool Fails, bool IsWrong, bool LacksRow)
{
    public static readonly QueryFaults None;
}
