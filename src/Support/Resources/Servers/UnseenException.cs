namespace SparkLoad.Resources.Servers;

/// <summary>A figure of the server cannot be had; the message is the sentence for the results' note.</summary>
internal sealed class UnseenException(string message, Exception? innerException = null) : Exception(message, innerException);
