using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NUnit.Framework;
using Shouldly;
using SparkLoad.SparkConnect;
using SparkLoad.SparkConnect.Tests.Security;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Servers;

/// <summary>
/// Each way in which a server at an address is not reached ends in one sentence: what, why, and the way out. No secret, no stack trace.
/// </summary>
[CancelAfter(60_000)]
internal sealed class ReadinessTests : IDisposable
{
    private const string Token = "hush-hush";
    private const string Key = "SPARKLOAD_TARGET_4_1_1";
    private const string Port = "that of Spark Connect (15002 unless set otherwise)";
    private const string Gateway =
        $"a web server, gateway or proxy answers there: correct host and port in {Key} to those of Spark Connect (15002 unless set "
            + "otherwise)";

    private const string AddToken = $"add ;token=… to {Key}, or name a file with a token in SPARKLOAD_TOKEN_FILE_4_1_1";

    private readonly TestAuthority _authority = new("Test authority");

    private readonly string _files = Directory.CreateTempSubdirectory("sparkload-secure").FullName;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    [Test]
    public async Task Host_WithoutAnAddress_IsNamed() =>
        (await RefusedAsync("no-such-host.invalid:15002")).ShouldBe(
            "Spark 4.1.1 at no-such-host.invalid:15002 did not answer within 1 seconds: the name no-such-host.invalid is not known on "
                + "this machine; "
            + $"correct the host in {Key}, or this machine's name resolution");

    [Test]
    public async Task Port_WhereNothingListens_IsRefused()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();

        (await RefusedAsync(address)).ShouldBe(
            $"Spark 4.1.1 at {address} did not answer within 1 seconds: nothing listens at that port (connection refused); "
            + $"start the server, or correct the port in {Key}");
    }

    [Test]
    [Platform("Linux", Reason = "other systems refuse what does not fit into the queue")]
    public async Task Connection_ThatIsNotMade_IsNotTakenForARefusal()
    {
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var place = (IPEndPoint)full.LocalEndPoint!;
        using var waiting = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await waiting.ConnectAsync(place);

        (await RefusedAsync($"127.0.0.1:{place.Port}", within: TimeSpan.FromSeconds(6))).ShouldBe(
            $"Spark 4.1.1 at 127.0.0.1:{place.Port} did not answer within 6 seconds: the connection was not made in time; "
            + $"check that the host in {Key} is up, and that no firewall in between drops what goes to the port");
    }

    [Test]
    public async Task Server_ThatAcceptsAndNeverSpeaks_IsGivenUpAfterTheLimit()
    {
        await using var silent = Stranger.Talking((_, stop) => Task.Delay(Timeout.Infinite, stop));

        await ShouldBeAsync(silent, "did not answer within 1 seconds: it took the connection, but answered nothing; "
            + $"check that the port in {Key} is {Port}, and that the server is not overloaded");
    }

    [Test]
    public async Task Server_ThatNeverAnswersTls_IsGivenUpAfterTheLimit()
    {
        await using var silent = Stranger.Talking((_, stop) => Task.Delay(Timeout.Infinite, stop));

        (await RefusedAsync($"127.0.0.1:{silent.Port}", ";use_ssl=true", TimeSpan.FromSeconds(6))).ShouldBe(
            $"Spark 4.1.1 at 127.0.0.1:{silent.Port} did not answer within 6 seconds: it took the connection, but did not answer the TLS "
                + "greeting in time; "
            + $"check that the port in {Key} is one that speaks TLS, because use_ssl=true or a token asks for it");
    }

    [Test]
    public async Task Server_ThatHangsUp_IsNoServerThatIsNotThere([Values] bool withReset, [Values] bool afterReading)
    {
        await using var rude = Stranger.Talking(async (stream, stop) =>
        {
            stream.Socket.LingerState = new LingerOption(withReset, 0);
            await (afterReading ? ReadOnceAsync(stream, stop) : Task.CompletedTask);
        });

        await ShouldBeAsync(rude, "did not answer within 1 seconds: the connection was closed without an answer; "
            + $"check that the port in {Key} is {Port}, and see the log of what listens there");
    }

    [Test]
    public async Task Certificate_OfAnUntrustedIssuer_IsRefusedAndNamesTheIssuer()
    {
        await using var server = await Stranger.HttpAsync(200, Certificate());

        await ShouldBeAsync(server, "cannot be used: this machine does not trust the issuer of its certificate (CN=Test authority); "
            + "name a PEM file with the certificate of that issuer in SPARKLOAD_TLS_CA_4_1_1, or add it to those that this machine trusts",
            ";use_ssl=true");
    }

    [Test]
    public async Task Certificate_WithSeveralFaults_IsRefusedForAllOfThem()
    {
        var ended = DateTimeOffset.UtcNow.AddDays(-2);
        await using var server = await Stranger.HttpAsync(200, _authority.Sign("spark.example", from: ended.AddDays(-2), to: ended));

        await ShouldBeAsync(server, "cannot be used: this machine does not trust the issuer of its certificate (CN=Test authority), "
            + $"and its certificate expired on {ended:yyyy-MM-dd}, and its certificate is for spark.example, not for 127.0.0.1; "
            + "name a PEM file with the certificate of that issuer in SPARKLOAD_TLS_CA_4_1_1, or add it to those that this machine trusts",
            ";use_ssl=true");
    }

    [Test]
    public async Task Tls_WhereTheServerSpeaksNone_IsNamed()
    {
        await using var server = await Stranger.HttpAsync(200);

        await ShouldBeAsync(server, "cannot be used: what listens there does not speak TLS, which the address asks for; "
            + $"leave use_ssl=true out of {Key}, or correct the port there", ";use_ssl=true");
        await ShouldBeAsync(server, "cannot be used: what listens there does not speak TLS, which the address asks for; "
            + "turn on TLS at the server: without it, a token is sent to localhost only", $";token={Token}");
    }

    [Test]
    public async Task Tls_WhereTheServerHangsUpOnIt_IsNamed()
    {
        await using var server = Stranger.Talking(ReadOnceAsync);

        await ShouldBeAsync(server, "did not answer within 1 seconds: the connection was closed within the TLS handshake; "
            + "see the log of that server for what it requires of TLS clients; if that is a certificate, name it in "
            + "SPARKLOAD_TLS_CERT_4_1_1", ";use_ssl=true");
    }

    [Test]
    public async Task PlainText_WhereTheServerSpeaksTlsOnly_IsNamed()
    {
        await using var server = await Stranger.HttpAsync(200, Certificate());

        await ShouldBeAsync(server, $"cannot be used: it speaks TLS only, and the address does not ask for TLS; add use_ssl=true to {Key}");
    }

    [Test]
    public async Task PlainText_WhereTheServerSpeaksTlsOnlyAndSaysSoInHttp11_IsNamed()
    {
        using var certificate = Certificate();
        // As nginx does.
        await using var server = Stranger.Talking(async (stream, stop) =>
        {
            var first = new byte[1];
            await stream.Socket.ReceiveAsync(first, SocketFlags.Peek, stop);
            if (first[0] == 'P')
            {
                await ReadOnceAsync(stream, stop);
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
                return;
            }

            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificate);
        });

        await ShouldBeAsync(server, $"cannot be used: it speaks TLS only, and the address does not ask for TLS; add use_ssl=true to {Key}");
    }

    [Test]
    public async Task Certificate_ThatTheGivenAuthorityDidNotIssue_IsRefusedAndNamesTheSetting()
    {
        using var other = new TestAuthority("Another authority");
        await using var server = await Stranger.HttpAsync(200, Certificate());

        (await SecuredAsync(server, $"SPARKLOAD_TLS_CA={other.PemFile}")).ShouldBe(
            "cannot be used: the authorities given for it did not issue its certificate (CN=Test authority); "
            + $"name a PEM file with the certificate of that issuer in SPARKLOAD_TLS_CA, which is '{other.PemFile}'");
    }

    [Test]
    public async Task ClientCertificate_ThatAGatewayMisses_IsNamedWithItsSetting([Values] bool shown)
    {
        await using var server = await Stranger.HttpAsync(400, Certificate());
        var pem = Path.Combine(_files, "client.pem");
        using var certificate = _authority.Sign("load client");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(pem, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");

        (await SecuredAsync(server, $"SPARKLOAD_TLS_CA={_authority.PemFile}", shown ? $"SPARKLOAD_TLS_CERT_4_1_1={pem}" : "")).ShouldBe(
            "cannot be used: HTTP 400 (Bad Request) came in place of a gRPC answer; a gateway does not take the request, and its log says why; "
            + (shown
                ? "it may not take the client certificate that SPARKLOAD_TLS_CERT_4_1_1 names"
                : "if it asks for a client certificate, name that in SPARKLOAD_TLS_CERT_4_1_1"));
    }

    [TestCase(16, "it does not accept the token (\"Bearer … is no token of ours\"); correct the token in the file that "
        + "SPARKLOAD_TOKEN_FILE_4_1_1 names")]
    [TestCase(7, "it denies access (\"Bearer … is no token of ours\"); use a token in the file that SPARKLOAD_TOKEN_FILE_4_1_1 names that "
        + "may use Spark Connect")]
    public async Task TokenOfAFile_ThatIsRefused_IsNamedWithItsSettingAndNeverShown(int status, string rest)
    {
        await using var server = await Stranger.GrpcAsync(
            status, context => $"{context.Request.Headers.Authorization} is no token of ours", Certificate());
        var file = Path.Combine(_files, "token");
        File.WriteAllText(file, $"{Token}\n");

        (await SecuredAsync(server, $"SPARKLOAD_TLS_CA={_authority.PemFile}", $"SPARKLOAD_TOKEN_FILE_4_1_1={file}")).ShouldBe(
            $"cannot be used: {rest}");
    }

    [Test]
    public async Task WebServer_OfHttp11Only_IsNamed()
    {
        await using var server = await Stranger.WebAsync(_ => Task.CompletedTask, protocols: HttpProtocols.Http1);

        await ShouldBeAsync(server, NoHttp2);
    }

    [Test]
    public async Task WebServer_ThatAnswersInHttp11_IsNamed()
    {
        await using var server = Stranger.Talking(async (stream, stop) =>
        {
            await ReadOnceAsync(stream, stop);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
        });

        await ShouldBeAsync(server, NoHttp2);
    }

    [TestCase(204, "(No Content) came in place of a gRPC answer; " + Gateway)]
    [TestCase(302, "(Found) came in place of a gRPC answer; a gateway redirects requests, usually to its login: "
        + $"name Spark Connect itself in {Key}, or give the token there")]
    [TestCase(400, "(Bad Request) came in place of a gRPC answer; " + Gateway)]
    [TestCase(401, $"(Unauthorized) came in place of a gRPC answer, for a request without a token; {AddToken}")]
    [TestCase(403, "(Forbidden) came in place of a gRPC answer, for a request without a token; "
        + $"add a ;token=… that may use Spark Connect to {Key}, or ask who runs the server")]
    [TestCase(404, "(Not Found) came in place of a gRPC answer; " + Gateway)]
    [TestCase(407, "(Proxy Authentication Required) came in place of a gRPC answer; "
        + $"a proxy asks for a login, which the suite does not have: name Spark Connect itself in {Key}")]
    [TestCase(500, "(Internal Server Error) came in place of a gRPC answer; " + Gateway)]
    public async Task Gateway_ThatAnswersInHttp_IsNamedByItsCode(int code, string rest)
    {
        await using var server = await Stranger.HttpAsync(code);

        await ShouldBeAsync(server, $"cannot be used: HTTP {code} {rest}");
    }

    [TestCase(429, "(Too Many Requests) came in place of a gRPC answer; a gateway limits the rate of requests: ask who runs it")]
    [TestCase(502, "(Bad Gateway) came in place of a gRPC answer; a gateway or proxy answers there, and the Spark behind it does not: "
        + "start it")]
    [TestCase(503, "(Service Unavailable) came in place of a gRPC answer; a gateway or proxy answers there, and the Spark behind it does "
        + "not: start it")]
    [TestCase(504, "(Gateway Timeout) came in place of a gRPC answer; a gateway or proxy answers there, and the Spark behind it does "
        + "not: start it")]
    public async Task Gateway_WhoseServerMayYetCome_IsWaitedFor(int code, string rest)
    {
        await using var server = await Stranger.HttpAsync(code);

        await ShouldBeAsync(server, $"did not answer within 1 seconds: HTTP {code} {rest}");
    }

    [Test]
    public async Task Gateway_ThatAnswersWithAPage_IsNoGrpcServer()
    {
        await using var server = await Stranger.HttpAsync(200);

        await ShouldBeAsync(server, $"cannot be used: an HTTP answer without gRPC came; {Gateway}");
    }

    [TestCase("14", "Unavailable: starting", "did not answer within 1 seconds: it says that it is unavailable (\"Unavailable: "
        + "starting\"); see the log of that server")]
    [TestCase("16", "No authentication token provided",
        $"cannot be used: it asks for a token, and none was sent (\"No authentication token provided\"); {AddToken}")]
    [TestCase(
        "7", "", $"cannot be used: it denies access; add a ;token=… that may use Spark Connect to {Key}, or ask who runs the server")]
    [TestCase("12", "", "cannot be used: a gRPC server listens there, but without the service of Spark Connect; "
        + $"correct host and port in {Key} to those of Spark Connect (15002 unless set otherwise)")]
    public async Task GrpcServer_ThatRefuses_IsQuoted(string status, string message, string rest)
    {
        await using var server = await Stranger.GrpcAsync(
            int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), _ => message);

        await ShouldBeAsync(server, rest);
    }

    [TestCase(401, $"HTTP 401 (Unauthorized) came in place of a gRPC answer, for a request with a token; correct the token in {Key}")]
    [TestCase(403, $"HTTP 403 (Forbidden) came in place of a gRPC answer, for a request with a token; use a token in {Key} that may use "
        + "Spark Connect")]
    public async Task Gateway_ThatDoesNotTakeTheToken_IsTold(int code, string rest)
    {
        await using var server = await Stranger.HttpAsync(code);

        await ShouldBeAsync(server, $"cannot be used: {rest}", $";token={Token}", host: "localhost");
    }

    [TestCase(16, $"it does not accept the token (\"Bearer … is no token of ours\"); correct the token in {Key}")]
    [TestCase(7, $"it denies access (\"Bearer … is no token of ours\"); use a token in {Key} that may use Spark Connect")]
    public async Task GrpcServer_ThatRepeatsTheToken_IsQuotedWithoutIt(int status, string rest)
    {
        await using var server = await Stranger.GrpcAsync(
            status, context => $"{context.Request.Headers.Authorization} is no token of ours\nat Auth.java:1");

        await ShouldBeAsync(server, $"cannot be used: {rest}", $";token={Token}", host: "localhost");
    }

    [Test]
    public async Task Tls_WithoutHttp2_IsNamed()
    {
        await using var server = await Stranger.WebAsync(_ => Task.CompletedTask, Certificate(), HttpProtocols.Http1);

        await ShouldBeAsync(server, NoHttp2, ";use_ssl=true");
    }

    private const string NoHttp2 =
        $"cannot be used: what listens there does not speak HTTP/2, as gRPC does; correct the port in {Key} to {Port}; a proxy in "
            + "between must pass on HTTP/2";

    private static async Task ReadOnceAsync(NetworkStream stream, CancellationToken stop) => _ = await stream.ReadAsync(new byte[64], stop);

    private static async Task ShouldBeAsync(Stranger server, string rest, string parameters = "", string host = "127.0.0.1") =>
        (await RefusedAsync($"{host}:{server.Port}", parameters)).ShouldBe($"Spark 4.1.1 at {host}:{server.Port} {rest}");

    private static async Task<string> RefusedAsync(string address, string parameters = "", TimeSpan? within = null)
    {
        await using var server = new RemoteServer(
            SparkName.OfVersion("4.1.1"), ConnectionString.Parse($"sc://{address}/;x-secret=abc{parameters}"), ui: null,
            within ?? TimeSpan.FromSeconds(1));
        var failure = await Should.ThrowAsync<TargetNotReachedException>(
            () => Readiness.WaitAsync(server, TestContext.CurrentContext.CancellationToken));
        failure.Message.ShouldNotContain("abc");
        failure.Message.ShouldNotContain(Token);
        failure.Message.ShouldNotContain("\n");
        return failure.Message;
    }

    /// <summary>The whole way from settings to the sentence.</summary>
    private static async Task<string> SecuredAsync(Stranger server, params string[] settings)
    {
        var name = $"Spark 4.1.1 at localhost:{server.Port} ";
        var all = TestSettings.Of([.. settings.Append($"{Key}=sc://localhost:{server.Port}/;use_ssl=true")
            .Where(setting => setting.Length > 0).Select(setting => (setting.Split('=', 2)[0], setting.Split('=', 2)[1]))]);
        await using var catalog = new TargetCatalog(all, SuiteQueries.All, Path.GetTempPath());
        var failure = await Should.ThrowAsync<TargetNotReachedException>(
            () => catalog.ReachAsync("4.1.1", withTrips: false, TestContext.CurrentContext.CancellationToken));
        $"{failure}".ShouldNotContain(Token);
        $"{failure}".ShouldNotContain("PRIVATE");
        failure.Message.ShouldStartWith(name);
        return failure.Message[name.Length..];
    }

    private X509Certificate2 Certificate() => _authority.Sign("localhost", IPAddress.Loopback);
}
