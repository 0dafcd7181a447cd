namespace SparkLoad.LoadEngine.Baselines;

/// <summary>A baseline that is not there, cannot be read, or must not be compared with. The message names it and the way out.</summary>
public sealed class BaselineException(string message, Exception? inner = null) : Exception(message, inner);
