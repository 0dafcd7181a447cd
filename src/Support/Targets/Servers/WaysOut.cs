using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Servers;

/// <summary>What the user of a server at an address can do about each obstacle.</summary>
internal static class WaysOut
{
    private const string DefaultPort = "15002 unless set otherwise";

    /// <param name="kind">The obstacle.</param>
    /// <param name="hasToken">Whether the address has a token.</param>
    /// <param name="key">The setting that holds the address.</param>
    public static string Of(ObstacleKind kind, bool hasToken, string key) => kind switch
    {
        ObstacleKind.UnknownHost => $"correct the host in {key}, or this machine's name resolution",
        ObstacleKind.Refused => $"start the server, or correct the port in {key}",
        ObstacleKind.NoRoute => $"correct the host in {key}, or the network in between",
        ObstacleKind.NotConnected => $"check that the host in {key} is up, and that no firewall in between drops what goes to the port",
        ObstacleKind.TlsUnanswered => $"check that the port in {key} is one that speaks TLS, because use_ssl=true or a token asks for it",
        ObstacleKind.NoTls when hasToken => "turn on TLS at the server: without it, a token is sent to localhost only",
        ObstacleKind.NoTls => $"leave use_ssl=true out of {key}, or correct the port there",
        ObstacleKind.TlsOnly => $"add use_ssl=true to {key}",
        ObstacleKind.TlsFailed =>
            "see the log of that server for what it requires of TLS clients, such as a certificate, which the suite does not send",
        ObstacleKind.CertificateNotTrusted =>
            "add the issuer's certificate to those that this machine trusts (on Linux, a PEM file that SSL_CERT_FILE names will do)",
        ObstacleKind.CertificateOutOfDate => "renew the certificate, or set this machine's clock",
        ObstacleKind.CertificateOfAnotherName => $"name the host in {key} as the certificate does, or have it issued for this name",
        ObstacleKind.CertificateNotValid => "give the server a certificate that is valid on this machine",
        ObstacleKind.NoHttp2 =>
            $"correct the port in {key} to that of Spark Connect ({DefaultPort}); a proxy in between must pass on HTTP/2",
        ObstacleKind.HungUp =>
            $"check that the port in {key} is that of Spark Connect ({DefaultPort}), and see the log of what listens there",
        ObstacleKind.Silent =>
            $"check that the port in {key} is that of Spark Connect ({DefaultPort}), and that the server is not overloaded",
        ObstacleKind.HttpUnauthorized or ObstacleKind.TokenRefused when hasToken => $"correct the token in {key}",
        ObstacleKind.HttpUnauthorized or ObstacleKind.TokenMissing => $"add ;token=… to {key}",
        ObstacleKind.HttpForbidden or ObstacleKind.NotPermitted when hasToken => $"use a token in {key} that may use Spark Connect",
        ObstacleKind.HttpForbidden or ObstacleKind.NotPermitted =>
            $"add a ;token=… that may use Spark Connect to {key}, or ask who runs the server",
        ObstacleKind.HttpRedirect =>
            $"a gateway redirects requests, usually to its login: name Spark Connect itself in {key}, or give the token there",
        ObstacleKind.HttpProxyLogin => $"a proxy asks for a login, which the suite does not have: name Spark Connect itself in {key}",
        ObstacleKind.HttpBusy => "a gateway limits the rate of requests: ask who runs it",
        ObstacleKind.HttpUpstream => "a gateway or proxy answers there, and the Spark behind it does not: start it",
        ObstacleKind.HttpOther =>
            $"a web server, gateway or proxy answers there: correct host and port in {key} to those of Spark Connect ({DefaultPort})",
        ObstacleKind.Unavailable => "see the log of that server",
        _ => $"correct host and port in {key} to those of Spark Connect ({DefaultPort})",
    };
}
