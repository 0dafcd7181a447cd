using HdrHistogram;
using HdrHistogram.Utilities;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

internal static class LoadResults
{
    private static readonly (string Key, decimal Percentile)[] Percentiles = [("50", 0.5m), ("90", 0.9m), ("95", 0.95m), ("99", 0.99m)];

    public static LoadResult Of(LoadMeasurement measurement)
    {
        var recorder = measurement.Recorder;
        var counts = recorder.Counts;
        var latency = recorder.Latency;
        var failures = counts.Unsuccessful > 0;
        return Planned(recorder.Plan, measurement.StartedAt, counts.Planned) with
        {
            Queries = recorder.Queries,
            Started = counts.Started,
            Succeeded = counts.Succeeded,
            Failed = counts.Failed,
            TimedOut = counts.TimedOut,
            Unfinished = counts.Unfinished,
            NeverStarted = counts.NeverStarted,
            Retries = counts.Retries,
            Reattaches = counts.Reattaches,
            Resubmits = counts.Resubmits,
            NewSessions = counts.NewSessions,
            Outage = recorder.Outage is { } outage && outage.HappenedWithin(measurement.Measured)
                ? new OutageResult(outage.Begins!.Value.TotalMilliseconds, outage.Length?.TotalMilliseconds, outage.Within, outage.Outside)
                : null,
            Interrupted = counts.Interrupted is { Queries: > 0 } interrupted
                ? new InterruptedResult(interrupted.Queries, interrupted.Total.TotalMilliseconds, interrupted.Longest.TotalMilliseconds)
                : null,
            BrokeOffAtMs = measurement.BrokeOffBecause is null ? null : measurement.Measured.TotalMilliseconds,
            BrokeOffBecause = measurement.BrokeOffBecause,
            StartedOnTimeRatio = measurement.OnTimeRatio,
            ThroughputPerSecond = measurement.ThroughputPerSecond,
            FirstQueryMs = recorder.FirstQueryMs,
            Warmup = measurement.Warmup,
            Generator = measurement.Generator,
            LatencyMs = new LoadLatency(
                Distribution(latency.Service, failures),
                Distribution(latency.Scheduled, failures),
                Distribution(latency.Dispatch, latency.Dispatch.Infinite > 0)),
            PartsMs = recorder.Parts is { Dispatch.Count: > 0 } parts
                ? new(
                    Distribution(parts.Dispatch), Distribution(parts.FirstMessage), Distribution(parts.FirstRows),
                    Distribution(parts.Streaming), Distribution(parts.Decoding))
                : null,
            Slowest = measurement.Slowest,
        };
    }

    /// <summary>A load before anything is measured.</summary>
    public static LoadResult Planned(LoadPlan plan, DateTimeOffset startedAt, long planned)
    {
        var none = new LatencyDistribution { Count = 0, Percentiles = Percentiles.ToDictionary(entry => entry.Key, _ => (double?)null) };
        return new LoadResult
        {
            Name = plan.Name,
            Side = plan.Side,
            Query = plan.Query,
            Model = plan.Shape.Model,
            Plan = plan.Words(),
            StartedAt = startedAt,
            Clients = plan.Clients,
            StatedDurationMs = plan.StatedDuration.TotalMilliseconds,
            DurationMs = plan.Duration.TotalMilliseconds,
            Planned = planned,
            Started = 0,
            Succeeded = 0,
            Failed = 0,
            TimedOut = 0,
            Unfinished = 0,
            NeverStarted = 0,
            ThroughputPerSecond = 0,
            LatencyMs = new LoadLatency(none, none, none),
        };
    }

    private static LatencyDistribution Distribution(LatencyCounts counts, bool failures = false) => new()
    {
        Count = counts.Count,
        Mean = failures || counts.Count == 0 ? null : counts.Mean / 1000.0,
        Max = failures || counts.Count == 0 ? null : counts.Max / 1000.0,
        Percentiles = Percentiles.ToDictionary(entry => entry.Key, entry => counts.Percentile(entry.Percentile) / 1000.0),
        Histogram = counts.Finite == 0 ? null : Encode(counts.Histogram),
    };

    private static string Encode(HistogramBase histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = HistogramEncoding.EncodeIntoCompressedByteBuffer(histogram, buffer);
        buffer.Position = 0;
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return Convert.ToBase64String(bytes);
    }
}
