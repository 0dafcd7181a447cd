using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace SparkLoad.SparkConnect.Errors;

/// <summary>What a failed RPC tells: 4.x names its class in the details, 3.5 only in the message.</summary>
internal sealed partial record ServerError
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    public required StatusCode StatusCode { get; init; }

    public required string Message { get; init; }

    public string? ErrorClass { get; init; }

    public string? SqlState { get; init; }

    /// <summary>Key of the full error in FetchErrorDetails, or null.</summary>
    public string? ErrorId { get; init; }

    public IReadOnlyList<string> JavaClasses { get; init; } = [];

    public IReadOnlyDictionary<string, string> MessageParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The server invites a retry after this pause.</summary>
    public TimeSpan? RetryDelay { get; init; }

    public required RpcException Source { get; init; }

    /// <summary>The error class stands in the details, so the message need not be searched for one.</summary>
    private bool IsNamed { get; init; }

    /// <summary>The connection could not be made, so nothing was sent.</summary>
    public bool NotSent => ConnectionTimedOut(Source) || Source.Status.DebugException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    };

    /// <summary>The server itself judged the request; otherwise what became of it is not known.</summary>
    public bool IsAnswer => ErrorClass is not null
        || JavaClasses.Count > 0
        || StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Unimplemented
            or StatusCode.InvalidArgument;

    /// <summary>The answer is about the operation's or session's id, not about what the plan does.</summary>
    public bool IsAboutHandles => ErrorClass is { } name
        && (name.StartsWith("INVALID_HANDLE", StringComparison.Ordinal) || name.StartsWith("INVALID_CURSOR", StringComparison.Ordinal));

    /// <summary>The same request may succeed when it is sent again.</summary>
    public bool IsTransient => StatusCode == StatusCode.Unavailable
        || RetryDelay is not null
        || (StatusCode == StatusCode.Internal && Says("INVALID_CURSOR.DISCONNECTED"))
        || IsLostConnection;

    /// <summary>The stream broke on this side of the server: no status of its own.</summary>
    private bool IsLostConnection =>
        StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled
            && Source.Status.DebugException is IOException or HttpRequestException;

    public bool Says(string errorClass) =>
        string.Equals(ErrorClass, errorClass, StringComparison.Ordinal)
            || (!IsNamed && Message.Contains(errorClass, StringComparison.Ordinal));

    /// <summary>The server no longer has this session.</summary>
    public bool EndsSession =>
        Says("INVALID_HANDLE.SESSION_CHANGED") || Says("INVALID_HANDLE.SESSION_CLOSED") || Says("INVALID_HANDLE.SESSION_NOT_FOUND");

    /// <summary>The server, or a gateway before it, does not take the caller for who it says; nothing was executed.</summary>
    public bool RefusesCaller => StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied
        && ErrorClass is null && JavaClasses.Count == 0;

    /// <param name="exception">As gRPC throws it.</param>
    /// <param name="connection">Its secrets are left out, because a gateway may repeat what it was sent.</param>
    public static ServerError Read(RpcException exception, ConnectionString connection)
    {
        exception = WithoutSecrets(exception, connection);
        if (exception.Status.DebugException is InvalidDataException unreadable)
        {
            return new() { StatusCode = StatusCode.DataLoss, Message = unreadable.Message, Source = exception };
        }

        var message = ConnectionTimedOut(exception) ? "the connection was not made in time." : exception.Status.Detail.Trim();
        var error = new ServerError
        {
            // gRPC calls a connection that was not made in time cancelled, as if the caller had done it.
            StatusCode = ConnectionTimedOut(exception) ? StatusCode.Unavailable : exception.StatusCode,
            Message = message,
            Source = exception,
            ErrorClass = ClassInMessage().Match(message) is { Success: true } named ? named.Groups[1].Value : null,
            SqlState = StateInMessage().Match(message) is { Success: true } state ? state.Groups[1].Value : null,
        };
        return exception.Trailers.GetValueBytes(DetailsTrailer) is { } details ? error.WithDetails(details) : error;
    }

    private ServerError WithDetails(byte[] details)
    {
        try
        {
            var error = this;
            foreach (var any in Status.Parser.ParseFrom(details).Details)
            {
                if (any.TryUnpack<ErrorInfo>(out var info))
                {
                    error = error.With(info);
                }
                else if (any.TryUnpack<RetryInfo>(out var retry))
                {
                    error = error with { RetryDelay = retry.RetryDelay?.ToTimeSpan() ?? TimeSpan.Zero };
                }
            }

            return error;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or OverflowException
            or ArgumentException)
        {
            // Details only add to what the status already says.
            return this;
        }
    }

    private ServerError With(ErrorInfo info) => this with
    {
        ErrorClass = Value(info, "errorClass") ?? ErrorClass,
        IsNamed = Value(info, "errorClass") is not null,
        SqlState = Value(info, "sqlState") ?? SqlState,
        ErrorId = Value(info, "errorId"),
        JavaClasses = Value(info, "classes") is { } classes ? Parse<string[]>(classes) ?? [] : [],
        MessageParameters = Value(info, "messageParameters") is { } parameters
            ? Parse<Dictionary<string, string>>(parameters) ?? []
            : new Dictionary<string, string>(),
    };

    private static RpcException WithoutSecrets(RpcException exception, ConnectionString connection)
    {
        var (code, detail, cause) = (exception.StatusCode, exception.Status.Detail, exception.Status.DebugException);
        var shown = connection.Hide(detail);
        return shown == detail ? exception : new(new(code, shown, cause), exception.Trailers);
    }

    private static bool ConnectionTimedOut(RpcException exception)
    {
        if (exception.StatusCode != StatusCode.Cancelled)
        {
            return false;
        }

        for (var cause = exception.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Value(ErrorInfo info, string key) =>
        info.Metadata.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    private static T? Parse<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\[([A-Z][A-Z0-9_]*(?:\.[A-Z][A-Z0-9_]*)*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex ClassInMessage();

    [GeneratedRegex(@"SQLSTATE: ([0-9A-Z]{5})\b", RegexOptions.CultureInvariant)]
    private static partial Regex StateInMessage();
}
