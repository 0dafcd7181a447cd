namespace SparkLoad.Targets.Settings;

/// <summary>
/// A setting that cannot be used. The message is one sentence for the user: key, value, and the way out; it never
/// holds a token. Of several settings, the message has a line for each.
/// </summary>
public sealed class SettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
