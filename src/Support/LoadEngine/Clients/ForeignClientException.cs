namespace SparkLoad.LoadEngine.Clients;

/// <summary>A client of another make is of no further use: it ended, or did not keep to its limits. The message is one sentence.</summary>
public sealed class ForeignClientException(string message, Exception? innerException = null) : Exception(message, innerException);
