namespace SparkLoad.Targets.Catalog;

/// <summary>
/// No load can be sent: the Spark that a feature names is unavailable or is not as the settings say, or it lacks what the scenario needs.
/// The message is one sentence for the user, with the end of a log below it where that helps.
/// </summary>
public sealed class TargetNotReachedException(string message, Exception? innerException = null) : Exception(message, innerException);
