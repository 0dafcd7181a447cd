using Grpc.Core;

namespace SparkLoad.SparkConnect;

/// <summary>The server, or the way to it, failed a request. Every failure that is not the caller's cancellation is one of these.</summary>
public sealed class SparkException : Exception
{
    internal SparkException(string message, StatusCode statusCode, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    /// <summary>
    /// Spark's error class, for example <c>TABLE_OR_VIEW_NOT_FOUND</c>; null where the transport failed or none was named.
    /// </summary>
    public string? ErrorClass { get; internal init; }

    /// <summary>SQLSTATE of five characters, or null where none was named.</summary>
    public string? SqlState { get; internal init; }

    public IReadOnlyDictionary<string, string> MessageParameters { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Java classes of the error, the most specific first.</summary>
    public IReadOnlyList<string> JavaClasses { get; internal init; } = [];

    /// <summary>The gRPC status.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Error class, or the gRPC status in its place: what failures are counted by.</summary>
    public string Classification => ErrorClass ?? StatusCode.ToString();

    /// <summary>The error and its causes in full, as a 4.x server told them; otherwise empty.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; internal set; } = [];

    /// <summary>What stands between the client and the server, where the failure tells; null for what Spark itself says.</summary>
    public Obstacle? Obstacle { get; internal init; }

    /// <summary>The operation that failed, or null for requests that are none.</summary>
    public string? OperationId { get; internal init; }

    /// <summary>What was tried before.</summary>
    public AttemptCounts Attempts { get; internal init; }

    /// <summary>
    /// The session is over (closed, changed or forgotten by the server): every further request fails; make a new session.
    /// </summary>
    public bool SessionEnded { get; internal init; }

    /// <summary>
    /// The command may or may not have been executed: the connection was lost before an answer, and sending it again could execute it
    /// twice.
    /// </summary>
    public bool OutcomeUnknown { get; internal init; }
}
