namespace SparkLoad.Processes;

/// <summary>A process could not be started, or ended before it was of use. The message is for the user.</summary>
public sealed class ProcessStartException(string message, Exception? innerException = null) : Exception(message, innerException);
