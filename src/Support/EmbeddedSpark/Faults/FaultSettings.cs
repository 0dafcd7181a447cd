namespace SparkLoad.EmbeddedSpark.Faults;

/// <summary>The faults in force. Zero switches one off; queries are counted over all sessions, commands are not.</summary>
/// <param name="LatencyMs">Added before the first answer of every query, milliseconds.</param>
/// <param name="ErrorEvery">Every n-th query fails.</param>
/// <param name="WrongEvery">Every n-th query has one wrong number in its first row.</param>
/// <param name="MissingEvery">Every n-th query lacks its first row.</param>
/// <param name="BytesPerSecond">Bandwidth of each stream.</param>
/// <param name="LeakBytes">Memory that every query leaves behind.</param>
internal sealed record FaultSettings(int LatencyMs, int ErrorEvery, int WrongEvery, int MissingEvery, int BytesPerSecond, int LeakBytes)
{
    public static readonly IReadOnlyList<string> Names =
        ["latencyMs", "errorEvery", "wrongEvery", "missingEvery", "bytesPerSecond", "leakBytes"];

    public static FaultSettings From(Func<string, int> value) =>
        new(value(Names[0]), value(Names[1]), value(Names[2]), value(Names[3]), value(Names[4]), value(Names[5]));
}

/// <summary>What happens to one query.</summary>
internal readonly record struct QueryFaults(TimeSpan Delay, bool Fails, bool IsWrong, bool LacksRow)
{
    public static readonly QueryFaults None;
}
