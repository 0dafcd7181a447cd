using System.Diagnostics.Tracing;

namespace SparkLoad.Telemetry;

/// <summary>
/// Hears from the exporter that a collector takes nothing, and says so once. The exporter tells nobody else: it drops what it cannot send.
/// </summary>
internal sealed class CollectorWatch(IReadOnlyList<Signal> signals, Action<string> say) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string TooLate = "it did not answer in time";
    private readonly string[] _collectors = [.. signals.Select(signal => signal.Collector).Distinct()];
    private int _said;

    /// <summary>The rest could not be sent before the run was over.</summary>
    public void EndedUnsent() => Say(_collectors[0], TooLate);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // What tells of a request that failed names its address first.
        if (eventData.EventSource.Name == Exporter && eventData.Payload is [string address, .., string text]
            && _collectors.FirstOrDefault(collector => address.StartsWith(collector, StringComparison.Ordinal)) is { } collector)
        {
            Say(collector, eventData.EventName is "RequestTimedOut" or "OperationUnexpectedlyCanceled" ? TooLate : Reason(text));
        }
    }

    /// <summary>
    /// From the text of an exception, or of a status of gRPC. What the collector itself wrote is not repeated: it may quote the headers.
    /// </summary>
    private static string Reason(string text)
    {
        var line = text.Split('\n')[0].Trim();
        if (line.Split("StatusCode=\"") is [_, var status, ..])
        {
            return $"it answered {status.Split('"')[0]}";
        }

        return line.Split("Exception: ", 2) is [_, var message] ? message.TrimEnd('.', ' ') : "it could not be reached";
    }

    private void Say(string collector, string reason)
    {
        if (Interlocked.Exchange(ref _said, 1) == 0)
        {
            say($"OpenTelemetry: {collector} did not take what was sent to it: {reason}. The load goes on without it; "
                + "metrics are totals and catch up if it comes back, spans until then are lost.");
        }
    }
}
