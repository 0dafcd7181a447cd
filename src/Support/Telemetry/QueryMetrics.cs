using System.Diagnostics.Metrics;

namespace SparkLoad.Telemetry;

using Tag = KeyValuePair<string, object?>;

/// <summary>The instruments of a run. What is counted once a second is added then; each query that ends is one record more.</summary>
internal sealed class QueryMetrics : IDisposable
{
    public const string Meter = "SparkLoad";

    /// <summary>Those of the conventions for databases, and more between them.</summary>
    private static readonly double[] Bounds =
        [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

    private readonly Meter _meter = new(Meter);
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<ExportedLoad> _loads = [];

    public QueryMetrics()
    {
        Planned = _meter.CreateCounter<long>("sparkload.query.planned", "{query}", "Queries whose planned start has come.");
        Started = _meter.CreateCounter<long>("sparkload.query.started", "{query}", "Queries that were sent.");
        Answered = _meter.CreateCounter<long>("sparkload.query.answered", "{query}", "Queries with a complete answer in time.");
        Failed = _meter.CreateCounter<long>(
            "sparkload.query.failed", "{query}", "Queries that failed, timed out, did not finish or were never started.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds };
        Scheduled = _meter.CreateHistogram(
            "sparkload.query.scheduled_latency", "s", "From the planned start of a query to its end; the first of each session left out.",
            tags: null, advice);
        Service = _meter.CreateHistogram(
            "db.client.operation.duration", "s", "From the actual start of a query to its end; the first of each session left out.",
            tags: null, advice);
        _meter.CreateObservableUpDownCounter(
            "sparkload.query.in_flight", () => Current(load => load.InFlight), "{query}", "Queries that were sent and have not ended.");
        _meter.CreateObservableGauge(
            "sparkload.client.cpu", () => Current(load => load.ClientCpu), "{cpu}", "Processors that whoever sends the load keeps busy.");
        _meter.CreateObservableUpDownCounter(
            "sparkload.client.memory", () => Current(load => load.ClientMemory), "By", "Resident memory of whoever sends the load.");
        _meter.CreateObservableUpDownCounter(
            "sparkload.server.memory", () => Current(load => load.ServerMemory), "By",
            "Resident memory of the server, where it can be seen.");
    }

    public Counter<long> Planned { get; }

    public Counter<long> Started { get; }

    public Counter<long> Answered { get; }

    public Counter<long> Failed { get; }

    public Histogram<double> Scheduled { get; }

    public Histogram<double> Service { get; }

    /// <summary>A load begins, whose state is observed from now on while it is told anew.</summary>
    public void Begins(ExportedLoad load)
    {
        lock (_gate)
        {
            _loads = [.. _loads.Where(other => other.IsCurrent), load];
        }
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Current<T>(Func<ExportedLoad, T?> figure)
        where T : struct
    {
        foreach (var load in _loads)
        {
            if (load.IsCurrent && figure(load) is { } value)
            {
                yield return new Measurement<T>(value, load.Tags);
            }
        }
    }
}
