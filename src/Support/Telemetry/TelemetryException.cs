namespace SparkLoad.Telemetry;

/// <summary>A variable of OpenTelemetry cannot be used; the message names it, and no value that may be secret.</summary>
public sealed class TelemetryException(string message) : Exception(message);
