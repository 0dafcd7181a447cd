using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Telemetry;

/// <summary>
/// Traces and metrics under the name <c>SparkLoad.SparkConnect</c>: an execution by OpenTelemetry's conventions for database clients, any
/// other request by those for RPC clients. Without a listener they cost a check each.
/// </summary>
internal static class Diagnostics
{
    public const string Name = "SparkLoad.SparkConnect";

    private const string Execution = "ExecutePlan";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    // The boundaries are the convention's.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "db.client.operation.duration", "s", "Time from sending a query to its last message.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private static readonly Histogram<long> ReturnedRows = Meter.CreateHistogram<long>(
        "db.client.response.returned_rows", "{row}", "Rows of a query's result.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] });

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "spark.connect.client.retries", "{retry}", "RPCs sent again after an error.");

    private static readonly Counter<long> Reattaches = Meter.CreateCounter<long>(
        "spark.connect.client.reattaches", "{reattach}", "Streams taken up again.");

    private static readonly Counter<long> Resubmits = Meter.CreateCounter<long>(
        "spark.connect.client.resubmits", "{resubmit}", "Plans sent again.");

    private static readonly Histogram<double> Interruptions = Meter.CreateHistogram<double>(
        "spark.connect.client.interruption.duration", "s", "Time from a stream's end, error or silence to the next message of its query.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600] });

    private static readonly KeyValuePair<string, object?> System = new("db.system.name", "spark");

    public static bool MeasuresDuration => Duration.Enabled || ReturnedRows.Enabled;

    public static Activity? StartOperation(SessionCore session, string operationId) => Source.HasListeners()
        ? Start($"{Execution} {session.Connection.Address}", session, [System, new("db.operation.name", Execution)])?.SetTag(
            "spark.connect.operation.id", operationId)
        : null;

    public static Activity? StartRequest(string rpc, SessionCore session) => Source.HasListeners()
        ? Start($"{Rpc.Service}/{rpc}", session, [new("rpc.system.name", "grpc"), new("rpc.method", $"{Rpc.Service}/{rpc}")])
        : null;

    /// <summary>A request other than an execution ended, with a status of gRPC.</summary>
    public static void Answered(Activity? activity, StatusCode status) => activity?.SetTag("rpc.response.status_code", Spelled(status));

    public static void Fail(Activity? activity, Exception exception)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity.SetTag("error.type", ErrorType(exception));
        if (exception is SparkException { SqlState: { } state })
        {
            activity.SetTag("db.response.status_code", state);
        }
    }

    public static void Ended(SessionCore session, double seconds, long rows, Exception? failure = null, string? errorType = null)
    {
        var tags = new TagList
        {
            System,
            { "db.operation.name", Execution },
            { "server.address", session.Connection.Host },
            { "server.port", session.Connection.Port },
        };
        if ((failure is null ? errorType : ErrorType(failure)) is { } type)
        {
            tags.Add("error.type", type);
            if (failure is SparkException { SqlState: { } state })
            {
                tags.Add("db.response.status_code", state);
            }
        }
        else
        {
            ReturnedRows.Record(rows, tags);
        }

        Duration.Record(seconds, tags);
    }

    public static void Retried(string rpc) => Retries.Add(1, System, new("rpc.method", $"{Rpc.Service}/{rpc}"));

    public static void Reattached(ReattachReason reason) =>
        Reattaches.Add(1, System, new("spark.connect.reattach.reason", reason.ToString()));

    public static void Recovered(TimeSpan interruption) => Interruptions.Record(interruption.TotalSeconds, System);

    public static void Resubmitted() => Resubmits.Add(1, System);

    private static Activity? Start(string name, SessionCore session, TagList tags)
    {
        tags.Add("server.address", session.Connection.Host);
        tags.Add("server.port", session.Connection.Port);
        return Source.StartActivity(ActivityKind.Client, tags: tags, name: name)?.SetTag(
            "spark.connect.session.id", session.Identity.SessionId);
    }

    private static string? ErrorType(Exception exception) =>
        exception is SparkException spark ? spark.Classification : exception.GetType().FullName;

    /// <summary>The status as gRPC writes it, for example <c>DEADLINE_EXCEEDED</c>.</summary>
    private static string Spelled(StatusCode status) => status switch
    {
        StatusCode.OK => "OK",
        _ => string.Concat(status.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString())),
    };
}
