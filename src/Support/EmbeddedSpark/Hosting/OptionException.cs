namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>A mistake on the command line; the message is one sentence for the person who typed it.</summary>
internal sealed class OptionException(string message) : Exception(message);
