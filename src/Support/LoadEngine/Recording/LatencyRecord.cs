using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>All latencies of one load: three histograms, and the series of two of them for confidence intervals.</summary>
internal sealed class LatencyRecord
{
    public LatencyCounts Service { get; } = new();

    public LatencyCounts Scheduled { get; } = new();

    /// <summary>Of all queries that were started, whatever became of them.</summary>
    public LatencyCounts Dispatch { get; } = new();

    public BlockSeries ServiceSeries { get; } = new();

    public BlockSeries ScheduledSeries { get; } = new();

    public void Record(in QueryEnd end)
    {
        Record(Dispatch, end.DispatchMicros);
        Record(Service, end.ServiceMicros);
        Record(Scheduled, end.ScheduledMicros);
        ServiceSeries.Record(end.N, end.ServiceMicros);
        ScheduledSeries.Record(end.N, end.ScheduledMicros);
    }

    private static void Record(LatencyCounts counts, long? micros)
    {
        if (micros is { } value)
        {
            counts.Record(value);
        }
        else
        {
            counts.RecordInfinite();
        }
    }
}
