namespace SparkLoad.LivingDoc.Reading;

/// <summary>A folder from which no page can be made; the message says why and what to do.</summary>
public sealed class RunFolderException(string message, Exception? inner = null) : Exception(message, inner);
