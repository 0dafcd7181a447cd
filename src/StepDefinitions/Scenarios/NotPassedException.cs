using NUnit.Framework;

namespace SparkLoad.Specs.Scenarios;

/// <summary>A scenario did not pass. The message is the criteria table, or one sentence for the person who has to act on it.</summary>
internal sealed class NotPassedException(string message) : AssertionException(message)
{
    /// <summary>Why, without the verdict.</summary>
    public string Reason { get; init; } = message;

    /// <summary>None: what went wrong lies in the load or in the settings, never on this stack.</summary>
    public override string? StackTrace => null;
}
