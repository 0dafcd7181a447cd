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
        Dispatch.Record(end.DispatchMicros);
        Service.Record(end.ServiceMicros);
        Scheduled.Record(end.ScheduledMicros);
        ServiceSeries.Record(end.N, end.ServiceMicros);
        ScheduledSeries.Record(end.N, end.ScheduledMicros);
    }
}
