using Microsoft.Extensions.Logging;

namespace SparkLoad.SparkConnect.Telemetry;

/// <summary>The client's log events. None holds query text or a token.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Rpc} of session {SessionId} failed and is sent again after {Pause}: {Reason}")]
    public static partial void Retrying(this ILogger log, string rpc, string sessionId, TimeSpan pause, string reason);

    [LoggerMessage(2, LogLevel.Debug, "Operation {OperationId} is reattached: {Reason}")]
    public static partial void Reattaching(this ILogger log, string operationId, ReattachReason reason);

    [LoggerMessage(3, LogLevel.Warning, "Operation {OperationId} is sent again: the server has never seen it")]
    public static partial void Resubmitting(this ILogger log, string operationId);

    [LoggerMessage(4, LogLevel.Debug, "Operation {OperationId} could not be released: {Reason}")]
    public static partial void NotReleased(this ILogger log, string operationId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Session {SessionId} is over: {Reason}")]
    public static partial void SessionEnded(this ILogger log, string sessionId, string reason);

    [LoggerMessage(6, LogLevel.Debug, "Session {SessionId} could not be released: {Reason}")]
    public static partial void SessionNotReleased(this ILogger log, string sessionId, string reason);

    [LoggerMessage(7, LogLevel.Debug, "Error details in session {SessionId} could not be fetched: {Reason}")]
    public static partial void DetailsNotFetched(this ILogger log, string sessionId, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Operation {OperationId} was silent for {Silence}; its connection is given up")]
    public static partial void Silent(this ILogger log, string operationId, TimeSpan silence);

    [LoggerMessage(9, LogLevel.Warning, "The last token is kept: {Reason}")]
    public static partial void TokenKept(this ILogger log, string reason);

    [LoggerMessage(10, LogLevel.Information, "{Rpc} of session {SessionId} is sent again with the token that the file holds now")]
    public static partial void TokenRenewed(this ILogger log, string rpc, string sessionId);
}
