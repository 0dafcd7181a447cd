using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Grpc.Core;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Errors;

/// <summary>Tells from a failed RPC what stands between this client and a Spark Connect server.</summary>
internal static partial class Obstacles
{
    private const int LongestQuote = 200;

    /// <param name="error">The failure.</param>
    /// <param name="connection">The address, and whether a token went with the request.</param>
    /// <param name="answered">A server has answered this session before, so what breaks now is a Spark Connect server.</param>
    /// <returns>Null for what Spark itself says, and for what tells nothing about the way to it.</returns>
    public static Obstacle? Of(ServerError error, ConnectionString connection, bool answered)
    {
        if (error.ErrorClass is not null || error.JavaClasses.Count > 0)
        {
            return null;
        }

        var status = error.Source.Status;
        return status.DebugException is { } cause ? OfTransport(error, cause, connection, answered)
            // The client's own words where the answer is not gRPC; there is no code for it.
            : status.Detail.StartsWith("Bad gRPC response.", StringComparison.Ordinal)
                || status.Detail.StartsWith("No grpc-status", StringComparison.Ordinal)
                ? OfHttp(status.Detail, connection)
            : OfGrpc(error, connection, answered);
    }

    private static Obstacle? OfTransport(ServerError error, Exception cause, ConnectionString connection, bool answered)
    {
        var chain = Chain(cause).ToList();
        var inTls = chain.Any(e => e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError });
        return chain.OfType<CertificateRefusedException>().FirstOrDefault() is { } refused ? refused.Obstacle
            : error.NotSent && !inTls && chain.OfType<SocketException>().FirstOrDefault() is { } socket ? OfSocket(socket, connection)
            : chain.OfType<TimeoutException>().Any() && error.NotSent
                ? new(ObstacleKind.TlsUnanswered, "it took the connection, but did not answer the TLS greeting in time", MayPass: true)
            : SpeaksNoHttp2(chain, answered) ? new(ObstacleKind.NoHttp2, "what listens there does not speak HTTP/2, as gRPC does")
            : inTls ? OfTls(chain)
            : !answered && (error.StatusCode == StatusCode.Unavailable || Breaks(chain))
                ? HungUp(connection)
            : null;
    }

    private static Obstacle HungUp(ConnectionString connection) => connection.UseTls
        ? new(ObstacleKind.TlsFailed, "the encrypted connection was closed without an answer", MayPass: true)
        : new(ObstacleKind.HungUp, "the connection was closed without an answer", MayPass: true);

    private static Obstacle OfSocket(SocketException socket, ConnectionString connection) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            new(ObstacleKind.UnknownHost, $"the name {connection.Host} is not known on this machine", MayPass: true),
        SocketError.ConnectionRefused => new(ObstacleKind.Refused, "nothing listens at that port (connection refused)", MayPass: true),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            new(ObstacleKind.NoRoute, "there is no way through the network to that host", MayPass: true),
        // It was made, and gone before it was used.
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected =>
            HungUp(connection),
        SocketError.TimedOut => new(ObstacleKind.NotConnected, "the connection was not made in time", MayPass: true),
        _ => new(ObstacleKind.ConnectionFailed, $"the connection failed ({socket.SocketErrorCode})", MayPass: true),
    };

    private static Obstacle OfTls(List<Exception> chain) =>
        // What came back has no TLS frame in it; a failed handshake has an exception of the TLS library below.
        chain.Any(e => e is AuthenticationException { InnerException: null })
            ? new(ObstacleKind.NoTls, "what listens there does not speak TLS, which the address asks for")
        : chain.OfType<AuthenticationException>().Any()
            ? new(ObstacleKind.TlsFailed, $"the two sides did not agree on TLS ({Line(chain[^1].Message)})")
        : new(ObstacleKind.TlsFailed, "the connection was closed within the TLS handshake", MayPass: true);

    private static bool SpeaksNoHttp2(List<Exception> chain, bool answered) => chain.Any(e => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => true,
        // HTTP_1_1_REQUIRED; and PROTOCOL_ERROR, which is how a text such as "HTTP/1.1 400" reads.
        HttpProtocolException { ErrorCode: 0xd } => true,
        HttpProtocolException { ErrorCode: 0x1 } => !answered,
        // ALPN has no code of its own in .NET.
        _ => e.Message.Contains("no application protocol", StringComparison.Ordinal),
    });

    // Whether gRPC calls a connection that breaks at its start unavailable or an internal error depends on where in the greeting it breaks.
    private static bool Breaks(List<Exception> chain) =>
        chain.OfType<HttpRequestException>().Any() && !chain.OfType<HttpProtocolException>().Any();

    private static Obstacle OfHttp(string detail, ConnectionString connection)
    {
        if (HttpCode().Match(detail) is not { Success: true } match)
        {
            return new(ObstacleKind.HttpOther, "an HTTP answer without gRPC came");
        }

        var code = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var kind = code switch
        {
            >= 300 and < 400 => ObstacleKind.HttpRedirect,
            400 => ObstacleKind.HttpBadRequest,
            401 => ObstacleKind.HttpUnauthorized,
            403 => ObstacleKind.HttpForbidden,
            407 => ObstacleKind.HttpProxyLogin,
            429 => ObstacleKind.HttpBusy,
            502 or 503 or 504 => ObstacleKind.HttpUpstream,
            _ => ObstacleKind.HttpOther,
        };
        var name = Enum.IsDefined((HttpStatusCode)code) ? $" ({PascalCase().Replace(((HttpStatusCode)code).ToString(), " ")})" : "";
        var token = kind is ObstacleKind.HttpUnauthorized or ObstacleKind.HttpForbidden
            ? connection.HasToken ? $", for a request with a token{Kept(connection)}" : ", for a request without a token"
            : "";
        return new(
            kind, string.Create(CultureInfo.InvariantCulture, $"HTTP {code}{name} came in place of a gRPC answer{token}"),
            kind is ObstacleKind.HttpBusy or ObstacleKind.HttpUpstream);
    }

    private static Obstacle? OfGrpc(ServerError error, ConnectionString connection, bool answered) => error.StatusCode switch
    {
        StatusCode.Unauthenticated when connection.HasToken =>
            new(ObstacleKind.TokenRefused, $"it does not accept the token{Said(error)}{Kept(connection)}"),
        StatusCode.Unauthenticated => new(ObstacleKind.TokenMissing, $"it asks for a token, and none was sent{Said(error)}"),
        StatusCode.Unavailable => new(ObstacleKind.Unavailable, $"it says that it is unavailable{Said(error)}", MayPass: true),
        StatusCode.PermissionDenied => new(ObstacleKind.NotPermitted, $"it denies access{Said(error)}{Kept(connection)}"),
        StatusCode.Unimplemented when !answered =>
            new(ObstacleKind.OtherService, "a gRPC server listens there, but without the service of Spark Connect"),
        StatusCode.DeadlineExceeded when !answered => Obstacle.Silent,
        _ => null,
    };

    private static string Said(ServerError error) => error.Message.Length == 0 ? "" : $" (\"{Line(error.Message)}\")";

    private static string Kept(ConnectionString connection) =>
        connection.TokenFile?.Fault is { } fault ? $", the last one because {fault}" : "";

    private static string Line(string text)
    {
        var line = string.Concat(text.TakeWhile(c => c is not ('\r' or '\n')).Where(c => !char.IsControl(c))).Trim();
        return line.Length <= LongestQuote ? line : $"{line[..LongestQuote]}…";
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    [GeneratedRegex(@"HTTP status code: (\d{3})\b", RegexOptions.CultureInvariant)]
    private static partial Regex HttpCode();

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex PascalCase();
}
