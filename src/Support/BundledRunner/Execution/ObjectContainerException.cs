namespace SparkLoad.BundledRunner.Execution;

/// <summary>An object that a binding asks for cannot be made.</summary>
internal sealed class ObjectContainerException(string message) : Exception(message);
