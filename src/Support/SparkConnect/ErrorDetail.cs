namespace SparkLoad.SparkConnect;

/// <summary>One error of a chain, as FetchErrorDetails tells it.</summary>
/// <param name="JavaClasses">The error's class and what it derives from.</param>
/// <param name="Message">The whole message.</param>
/// <param name="ErrorClass">Spark's error class, or null.</param>
/// <param name="SqlState">SQLSTATE, or null.</param>
/// <param name="MessageParameters">The message's parameters.</param>
/// <param name="StackTrace">Frames of the server's stack, where the server is set to tell them.</param>
public sealed record ErrorDetail(
    IReadOnlyList<string> JavaClasses,
    string Message,
    string? ErrorClass,
    string? SqlState,
    IReadOnlyDictionary<string, string> MessageParameters,
    IReadOnlyList<string> StackTrace);
