using System.Diagnostics;
using SparkLoad.SparkConnect.Sessions;

namespace SparkLoad.SparkConnect.Telemetry;

/// <summary>One execution as a span and a duration. Left without an end, it was given up by its reader.</summary>
internal sealed class OperationTelemetry : IDisposable
{
    private const string GivenUp = "given_up";

    private readonly Activity? _activity;
    private readonly SessionCore _session;
    private readonly long _started;
    private bool _ended;

    public OperationTelemetry(SessionCore session, string operationId)
    {
        _session = session;
        _activity = Diagnostics.StartOperation(session, operationId);
        _started = Diagnostics.MeasuresDuration ? Stopwatch.GetTimestamp() : 0;
    }

    public void Succeeded(long rows)
    {
        _activity?.SetTag("db.response.returned_rows", rows);
        End(rows);
    }

    public void Failed(Exception exception)
    {
        Diagnostics.Fail(_activity, exception);
        End(0, exception);
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _activity?.SetTag("error.type", GivenUp);
        }

        End(0, errorType: GivenUp);
        _activity?.Dispose();
    }

    private void End(long rows, Exception? failure = null, string? errorType = null)
    {
        if (!_ended && _started != 0)
        {
            Diagnostics.Ended(_session, Stopwatch.GetElapsedTime(_started).TotalSeconds, rows, failure, errorType);
        }

        _ended = true;
    }
}
