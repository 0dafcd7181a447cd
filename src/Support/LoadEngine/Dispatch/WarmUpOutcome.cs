using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>What a warm-up leaves: its figures, and the first queries of the sessions, which the load then no longer has.</summary>
internal sealed record WarmUpOutcome(WarmupResult Result, IReadOnlyList<QueryEnd> FirstQueries)
{
    /// <summary>Clients whose sessions have been asked.</summary>
    public IEnumerable<int> Asked => FirstQueries.Select(query => query.Client);

    /// <summary>The same after further queries that nobody measures.</summary>
    public WarmUpOutcome And(IReadOnlyList<QueryEnd> firstQueries) => this with { FirstQueries = [.. FirstQueries, .. firstQueries] };

    public void PassFirstQueriesTo(LoadRecorder recorder)
    {
        foreach (var query in FirstQueries)
        {
            recorder.RecordFirst(query);
        }
    }
}
