namespace SparkLoad.Results.Files;

/// <summary>A run cannot be kept where it should be. The message is one sentence for the person who started it.</summary>
public sealed class RunFolderException(string message, Exception? innerException = null) : Exception(message, innerException);
