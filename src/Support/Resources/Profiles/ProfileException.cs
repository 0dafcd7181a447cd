namespace SparkLoad.Resources.Profiles;

/// <summary>There is no profile, or none that can be read; the message is the sentence for the results.</summary>
internal sealed class ProfileException(string message, Exception? innerException = null) : Exception(message, innerException);
