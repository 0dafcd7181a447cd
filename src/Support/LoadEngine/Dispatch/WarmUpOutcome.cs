using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>What a warm-up leaves: its figures, and the first queries of the sessions, which the load then no longer has.</summary>
internal sealed record WarmUpOutcome(WarmupResult Result, IReadOnlyList<QueryEnd> FirstQueries)
{
    public void PassFirstQueriesTo(LoadRecorder recorder)
    {
        foreach (var query in FirstQueries)
        {
            recorder.RecordFirst(query);
        }
    }
}
