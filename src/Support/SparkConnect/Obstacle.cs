namespace SparkLoad.SparkConnect;

/// <summary>Why no Spark Connect server was reached at an address, or what answered there in its place.</summary>
/// <param name="Kind">What a way out depends on.</param>
/// <param name="Cause">In words that fit after a colon; no secret, no full stop.</param>
/// <param name="MayPass">Waiting can help: a server or a gateway may be about to start.</param>
public sealed record Obstacle(ObstacleKind Kind, string Cause, bool MayPass = false)
{
    /// <summary>A connection was made, and no answer came on it.</summary>
    public static Obstacle Silent { get; } = new(ObstacleKind.Silent, "it took the connection, but answered nothing", MayPass: true);

    /// <summary>A server that hangs up on plain text does so because it speaks TLS, as a look at it showed.</summary>
    public static Obstacle TlsOnly { get; } = new(ObstacleKind.TlsOnly, "it speaks TLS only, and the address does not ask for TLS");

    /// <summary>A gRPC server said it.</summary>
    internal bool IsOfServer => Kind >= ObstacleKind.Unavailable;
}

/// <summary>The kinds of <see cref="Obstacle"/>.</summary>
public enum ObstacleKind
{
    UnknownHost,
    Refused,
    NoRoute,
    NotConnected,
    ConnectionFailed,
    TlsUnanswered,
    NoTls,
    TlsOnly,
    TlsFailed,
    CertificateNotTrusted,
    CertificateOutOfDate,
    CertificateOfAnotherName,
    CertificateNotValid,
    NoHttp2,
    HungUp,
    Silent,
    HttpRedirect,
    HttpBadRequest,
    HttpUnauthorized,
    HttpForbidden,
    HttpProxyLogin,
    HttpBusy,
    HttpUpstream,
    HttpOther,

    // From here on a gRPC server said it.
    Unavailable,
    TokenMissing,
    TokenRefused,
    NotPermitted,
    OtherService,
}
