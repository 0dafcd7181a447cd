namespace SparkLoad.LoadEngine.Criteria;

/// <summary>From a measure's name in a feature to the measure.</summary>
internal static class MeasureGrammar
{
    private static readonly Dictionary<string, Measure> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["failed queries"] = new FailedQueries(),
        ["throughput"] = new Throughput(),
        ["queries started on time"] = new StartedOnTime(),
        ["first query latency"] = new FirstQueryLatency(),
        ["time to recover"] = new TimeToRecover(),
        ["rows per query"] = new RowsPerQuery(),
        ["answers"] = new Answers(),
        ["client CPU per query"] = new ClientCpuPerQuery(),
        ["client memory"] = new ClientMemory(),
        ["client memory growth"] = new ClientMemoryGrowth(),
        ["server memory"] = new ServerMemory(),
        ["server memory growth"] = new ServerMemoryGrowth(),
        ["retries"] = new Retries(),
        ["reattaches"] = new Reattaches(),
        ["capacity"] = new Capacity(),
    };

    public static Measure? TryParse(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Fixed.TryGetValue(words, out var measure) ? measure : ComparedFigure.TryParse(words) ?? LatencyGrammar.TryParse(words);
    }

    /// <summary>The catalogue's entry that explains a measure's expectations.</summary>
    public static MeasureInfo InfoOf(string text) => MeasureCatalog.All.MinBy(info => EditDistance.Between(info.Name, text))!;
}
