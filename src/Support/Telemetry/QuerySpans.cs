using System.Diagnostics;
using SparkLoad.Results;

namespace SparkLoad.Telemetry;

/// <summary>A span for each query that was sent, made when it has ended, so that nothing is done while it is under way.</summary>
internal sealed class QuerySpans : IDisposable
{
    public const string Source = "SparkLoad";
    private readonly ActivitySource _source = new(Source);

    /// <param name="load">The query's load.</param>
    /// <param name="line">The query.</param>
    /// <param name="overMs">When it ended or was given up, in milliseconds since the load began.</param>
    /// <param name="error">Its error's class; null where it was answered.</param>
    public void Export(ExportedLoad load, JournalLine line, double overMs, string? error)
    {
        if (line.Started is not { } started || !_source.HasListeners())
        {
            return;
        }

        // Each query is a trace of its own, so that a sampler takes a share of the queries and not all of a load or nothing.
        var around = Activity.Current;
        Activity.Current = null;
        try
        {
            using var span = _source.StartActivity(
                line.Query, ActivityKind.Client, parentContext: default, startTime: load.StartedAt.AddMilliseconds(started));
            if (span is null)
            {
                return;
            }

            if (span.IsAllDataRequested)
            {
                Describe(span, load, line, error);
                span.SetTag("sparkload.dispatch_delay", Math.Max(0, started - line.Planned) / 1000);
            }

            span.SetEndTime(load.StartedAt.AddMilliseconds(overMs).UtcDateTime);
        }
        finally
        {
            Activity.Current = around;
        }
    }

    public void Dispose() => _source.Dispose();

    private static void Describe(Activity span, ExportedLoad load, JournalLine line, string? error)
    {
        foreach (var (key, value) in load.Tags)
        {
            span.SetTag(key, value);
        }

        foreach (var (key, value) in load.Server)
        {
            span.SetTag(key, value);
        }

        span.SetTag(ScenarioTags.Query, line.Query);
        span.SetTag("rpc.system.name", "grpc");
        span.SetTag(
            "rpc.method", $"spark.connect.SparkConnectService/{(line.Asked == AskedFor.Schema ? "AnalyzePlan" : "ExecutePlan")}");
        span.SetTag("sparkload.operation.id", line.OperationId);
        span.SetTag("sparkload.client.number", line.Client);
        span.SetTag("sparkload.query.number", line.N);
        span.SetTag("sparkload.query.first", line.First);
        span.SetTag("sparkload.query.parameter_row", line.ParameterRow);
        span.SetTag("db.response.returned_rows", line.Rows);
        if (line.Retries + line.Reattaches + line.Resubmits > 0)
        {
            span.SetTag("sparkload.query.retries", line.Retries);
            span.SetTag("sparkload.query.reattaches", line.Reattaches);
            span.SetTag("sparkload.query.resubmits", line.Resubmits);
        }

        if (error is not null)
        {
            span.SetTag(ScenarioTags.Error, error);
            span.SetTag("db.response.status_code", line.Error);
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
