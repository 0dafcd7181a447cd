using System.Diagnostics;
using System.Diagnostics.Metrics;
using SparkLoad.SparkConnect.Sessions;

namespace SparkLoad.SparkConnect.Telemetry;

/// <summary>
/// Traces and metrics under the name <c>SparkLoad.SparkConnect</c>, with OpenTelemetry's names for database clients. Without a
/// listener they cost a check each.
/// </summary>
internal static class Diagnostics
{
    public const string Name = "SparkLoad.SparkConnect";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "db.client.operation.duration", "s", "Time from sending a query to its last message.");

    private static readonly Histogram<long> ReturnedRows = Meter.CreateHistogram<long>(
        "db.client.response.returned_rows", "{row}", "Rows of a query's result.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("spark.connect.client.retries", "{retry}", "RPCs sent again after an error.");

    private static readonly Counter<long> Reattaches = Meter.CreateCounter<long>("spark.connect.client.reattaches", "{reattach}", "Streams taken up again.");

    private static readonly Counter<long> Resubmits = Meter.CreateCounter<long>("spark.connect.client.resubmits", "{resubmit}", "Plans sent again.");

    private static readonly KeyValuePair<string, object?> System = new("db.system.name", "spark");

    public static bool MeasuresDuration => Duration.Enabled || ReturnedRows.Enabled;

    public static Activity? StartOperation(SessionCore session, string operationId) => Start("ExecutePlan", session)?.SetTag("spark.connect.operation.id", operationId);

    public static Activity? StartRequest(string rpc, SessionCore session) => Start(rpc, session);

    public static void Fail(Activity? activity, Exception exception)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity.SetTag("error.type", exception is SparkException spark ? spark.Classification : exception.GetType().FullName);
        if (exception is SparkException { SqlState: { } state })
        {
            activity.SetTag("db.response.status_code", state);
        }
    }

    public static void Ended(double seconds, long rows, string? errorType)
    {
        if (errorType is null)
        {
            Duration.Record(seconds, System);
            ReturnedRows.Record(rows, System);
        }
        else
        {
            Duration.Record(seconds, System, new("error.type", errorType));
        }
    }

    public static void Retried(string rpc) => Retries.Add(1, System, new("rpc.method", rpc));

    public static void Reattached(ReattachReason reason) => Reattaches.Add(1, System, new("spark.connect.reattach.reason", reason.ToString()));

    public static void Resubmitted() => Resubmits.Add(1, System);

    private static Activity? Start(string rpc, SessionCore session)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        return Source.StartActivity(rpc, ActivityKind.Client)?
            .SetTag("db.system.name", "spark")
            .SetTag("db.operation.name", rpc)
            .SetTag("server.address", session.Connection.Host)
            .SetTag("server.port", session.Connection.Port)
            .SetTag("spark.connect.session.id", session.Identity.SessionId);
    }
}
