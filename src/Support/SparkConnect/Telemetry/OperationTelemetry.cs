using System.Diagnostics;
using SparkLoad.SparkConnect.Sessions;

namespace SparkLoad.SparkConnect.Telemetry;

/// <summary>One execution as a span and a duration. Left without an end, it was given up by its reader.</summary>
internal sealed class OperationTelemetry : IDisposable
{
    private readonly Activity? _activity;
    private readonly long _started;
    private bool _ended;

    public OperationTelemetry(SessionCore session, string operationId)
    {
        _activity = Diagnostics.StartOperation(session, operationId);
        _started = Diagnostics.MeasuresDuration ? Stopwatch.GetTimestamp() : 0;
    }

    public void Succeeded(long rows)
    {
        _activity?.SetTag("db.response.returned_rows", rows);
        End(rows, null);
    }

    public void Failed(Exception exception)
    {
        Diagnostics.Fail(_activity, exception);
        End(0, exception is SparkException spark ? spark.Classification : exception.GetType().FullName);
    }

    public void Dispose()
    {
        End(0, "given_up");
        _activity?.Dispose();
    }

    private void End(long rows, string? errorType)
    {
        if (!_ended && _started != 0)
        {
            Diagnostics.Ended(Stopwatch.GetElapsedTime(_started).TotalSeconds, rows, errorType);
        }

        _ended = true;
    }
}
