namespace SparkLoad.Results.Files;

/// <summary>A run cannot be kept in its folder, or read from it. The message is one sentence that says why and what to do.</summary>
public sealed class RunFolderException(string message, Exception? innerException = null) : Exception(message, innerException);
