using SparkLoad.SparkConnect;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>What the user of a server at an address can do about each obstacle.</summary>
/// <param name="spark">Whose settings to name.</param>
/// <param name="connection">The address, with what secures it.</param>
/// <param name="files">Where that comes from.</param>
internal sealed class WaysOut(SparkName spark, ConnectionString connection, SecureFiles files)
{
    private const string DefaultPort = "15002 unless set otherwise";

    private readonly string _target = SettingKeys.Target(spark);

    public string Of(ObstacleKind kind) => OfTls(kind) ?? OfToken(kind) ?? OfAddress(kind);

    private string? OfTls(ObstacleKind kind) => kind switch
    {
        ObstacleKind.TlsUnanswered =>
            $"check that the port in {_target} is one that speaks TLS, because use_ssl=true or a token asks for it",
        ObstacleKind.NoTls when connection.HasToken => "turn on TLS at the server: without it, a token is sent to localhost only",
        ObstacleKind.NoTls => $"leave use_ssl=true out of {_target}, or correct the port there",
        ObstacleKind.TlsOnly => $"add use_ssl=true to {_target}",
        ObstacleKind.TlsFailed => files.Certificate is { } shown
            ? $"see the log of that server for why it may not take the client certificate that {shown.Key} names"
            : $"see the log of that server for what it requires of TLS clients; if that is a certificate, name it in {CertificateKey}",
        ObstacleKind.CertificateNotTrusted => files.Authority is { } authority
            ? $"name a PEM file with the certificate of that issuer in {authority.Key}, which is '{authority.Path}'"
            : $"name a PEM file with the certificate of that issuer in {SettingKeys.TlsCaOf}{spark.InKeys}, "
                + "or add it to those that this machine trusts",
        ObstacleKind.CertificateOutOfDate => "renew the certificate, or set this machine's clock",
        ObstacleKind.CertificateOfAnotherName => $"name the host in {_target} as the certificate does, or have it issued for this name",
        ObstacleKind.CertificateNotValid => "give the server a certificate that is valid on this machine",
        ObstacleKind.HttpBadRequest when connection.UseTls => "a gateway does not take the request, and its log says why; "
            + (files.Certificate is { } shown
                ? $"it may not take the client certificate that {shown.Key} names"
                : $"if it asks for a client certificate, name that in {CertificateKey}"),
        _ => null,
    };

    private string? OfToken(ObstacleKind kind) => kind switch
    {
        ObstacleKind.HttpUnauthorized or ObstacleKind.TokenRefused when connection.HasToken =>
            $"correct the token in {files.TokenPlace(_target)}",
        ObstacleKind.HttpUnauthorized or ObstacleKind.TokenMissing =>
            $"add ;token=… to {_target}, or name a file with a token in {SettingKeys.TokenFileOf}{spark.InKeys}",
        ObstacleKind.HttpForbidden or ObstacleKind.NotPermitted when connection.HasToken =>
            $"use a token in {files.TokenPlace(_target)} that may use Spark Connect",
        ObstacleKind.HttpForbidden or ObstacleKind.NotPermitted =>
            $"add a ;token=… that may use Spark Connect to {_target}, or ask who runs the server",
        ObstacleKind.HttpRedirect =>
            $"a gateway redirects requests, usually to its login: name Spark Connect itself in {_target}, or give the token there",
        _ => null,
    };

    private string OfAddress(ObstacleKind kind) => kind switch
    {
        ObstacleKind.UnknownHost => $"correct the host in {_target}, or this machine's name resolution",
        ObstacleKind.Refused => $"start the server, or correct the port in {_target}",
        ObstacleKind.NoRoute => $"correct the host in {_target}, or the network in between",
        ObstacleKind.NotConnected =>
            $"check that the host in {_target} is up, and that no firewall in between drops what goes to the port",
        ObstacleKind.NoHttp2 =>
            $"correct the port in {_target} to that of Spark Connect ({DefaultPort}); a proxy in between must pass on HTTP/2",
        ObstacleKind.HungUp =>
            $"check that the port in {_target} is that of Spark Connect ({DefaultPort}), and see the log of what listens there",
        ObstacleKind.Silent =>
            $"check that the port in {_target} is that of Spark Connect ({DefaultPort}), and that the server is not overloaded",
        ObstacleKind.HttpProxyLogin =>
            $"a proxy asks for a login, which the suite does not have: name Spark Connect itself in {_target}",
        ObstacleKind.HttpBusy => "a gateway limits the rate of requests: ask who runs it",
        ObstacleKind.HttpUpstream => "a gateway or proxy answers there, and the Spark behind it does not: start it",
        ObstacleKind.HttpOther or ObstacleKind.HttpBadRequest =>
            $"a web server, gateway or proxy answers there: correct host and port in {_target} to those of Spark Connect ({DefaultPort})",
        ObstacleKind.Unavailable => "see the log of that server",
        _ => $"correct host and port in {_target} to those of Spark Connect ({DefaultPort})",
    };

    private string CertificateKey => SettingKeys.TlsCertOf + spark.InKeys;
}
