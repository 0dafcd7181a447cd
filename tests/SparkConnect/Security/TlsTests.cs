using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SparkLoad.SparkConnect.Tests.Scripted;

namespace SparkLoad.SparkConnect.Tests.Security;

[CancelAfter(30_000)]
internal sealed class TlsTests
{
    private TestAuthority _authority = null!;

    [OneTimeSetUp]
    public void CreateAuthority() => _authority = new TestAuthority("SparkLoad test authority");

    [OneTimeTearDown]
    public void RemoveAuthority() => _authority.Dispose();

    [Test]
    public async Task Connection_ToServerOfPrivateAuthority_Works()
    {
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback));
        await using var session = new SparkSession(
            ConnectionString.Parse($"{spark.Address}/;use_ssl=true") with { Tls = _authority.Trust });

        (await session.GetVersionAsync()).ShouldBe("4.1.1");
    }

    [Test]
    public async Task Connection_ToServerThatIsNotTrusted_IsRefused()
    {
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback));

        await RefusedAsync(
            spark, null, ObstacleKind.CertificateNotTrusted, "this machine does not trust the issuer of its certificate (CN=SparkLoad "
                + "test authority)");

        spark.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task Connection_ToServerOfAnotherName_IsRefused()
    {
        await using var spark = await StartAsync(_authority.Sign("elsewhere.example"));

        await RefusedAsync(
            spark, _authority.Trust, ObstacleKind.CertificateOfAnotherName, "its certificate is for elsewhere.example, not for "
                + "127.0.0.1");
    }

    [Test]
    public async Task Connection_ToServerWhoseCertificateHasExpired_IsRefused()
    {
        var ended = DateTimeOffset.UtcNow.AddDays(-2);
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback, ended.AddDays(-2), ended));

        await RefusedAsync(
            spark, _authority.Trust, ObstacleKind.CertificateOutOfDate, $"its certificate expired on {ended:yyyy-MM-dd}");
    }

    [Test]
    public async Task Connection_ToServerWhoseCertificateIsNotYetValid_IsRefused()
    {
        var from = DateTimeOffset.UtcNow.AddDays(1);
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback, from, from.AddHours(1)));

        await RefusedAsync(
            spark, _authority.Trust, ObstacleKind.CertificateOutOfDate, $"its certificate is valid only from {from:yyyy-MM-dd} on");
    }

    [Test]
    public async Task Connection_ToServerOfAnotherAuthority_IsRefused()
    {
        using var other = new TestAuthority("another authority");
        await using var spark = await StartAsync(other.Sign("localhost", IPAddress.Loopback));

        await RefusedAsync(
            spark, _authority.Trust, ObstacleKind.CertificateNotTrusted,
            "the authorities given for it did not issue its certificate (CN=another authority)");
    }

    [Test]
    public async Task ClientCertificate_WhereServerAsksForOne_IsShown()
    {
        X509Certificate2? shown = null;
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback), https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => (shown = certificate) is not null;
        });
        using var certificate = _authority.Sign("load client");
        var tls = _authority.Trust with { ClientCertificate = SslStreamCertificateContext.Create(certificate, null, offline: true) };
        await using var session = new SparkSession(ConnectionString.Parse($"{spark.Address}/;use_ssl=true") with { Tls = tls });

        await session.GetVersionAsync();

        shown.ShouldNotBeNull().Subject.ShouldBe("CN=load client");
    }

    [Test]
    public async Task ClientCertificate_WhereServerAsksForOneAndThereIsNone_IsNoServerThatIsNotThere()
    {
        await using var spark = await StartAsync(
            _authority.Sign("localhost", IPAddress.Loopback), https => https.ClientCertificateMode =
                ClientCertificateMode.RequireCertificate);

        await RefusedAsync(
            spark, _authority.Trust, ObstacleKind.TlsFailed, "the encrypted connection was closed without an answer", mayPass: true);
    }

    private static async Task RefusedAsync(
        ScriptedSpark spark, TlsOptions? tls, ObstacleKind kind, string cause, bool mayPass = false)
    {
        await using var session = new SparkSession(ConnectionString.Parse($"{spark.Address}/;use_ssl=true") with { Tls = tls });

        var error = await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync());

        error.Obstacle.ShouldBe(new Obstacle(kind, cause, mayPass));
        error.Message.ShouldBe($"No Spark Connect server answers at {session.Address}: {cause}.");
    }

    private static Task<ScriptedSpark> StartAsync(X509Certificate2 certificate, Action<HttpsConnectionAdapterOptions>? configure = null) =>
        ScriptedSpark.StartAsync(listen => listen.UseHttps(certificate, https => configure?.Invoke(https)));
}
