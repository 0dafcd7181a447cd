using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

internal static class JournalLines
{
    public static JournalLine Of(in QueryEnd end, string scenario, string load, bool warmUp) => new()
    {
        Scenario = scenario,
        Load = load,
        Query = end.Share.Query,
        Client = end.Client,
        N = end.N,
        Planned = Milliseconds(end.Planned),
        Started = end.Started is { } started ? Milliseconds(started) : null,
        Ended = end.Ended is { } ended ? Milliseconds(ended) : null,
        Outcome = end.Outcome,
        Rows = end.Succeeded ? end.Answer.Rows : null,
        Bytes = end is { Succeeded: true, Answer.Bytes: > 0 } ? end.Answer.Bytes : null,
        Error = end.Error?.Class,
        Retries = end.Carriage.Retries,
        Reattaches = end.Carriage.Reattaches,
        Resubmits = end.Carriage.Resubmits,
        InterruptedMs = Milliseconds(end.Carriage.Interrupted.Ticks),
        First = end.First,
        Warmup = warmUp,
    };

    private static double Milliseconds(long ticks) => Math.Round(ticks / 10_000.0, 3);
}
