using System.Net;
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
        await using var session = new SparkSession(ConnectionString.Parse($"{spark.Address}/;use_ssl=true"), Trusting(_authority));

        (await session.GetVersionAsync()).ShouldBe("4.1.1");
    }

    [Test]
    public async Task Connection_ToServerThatIsNotTrusted_IsRefused()
    {
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback));

        await RefusedAsync(
            spark, new(), ObstacleKind.CertificateNotTrusted, "this machine does not trust the issuer of its certificate (CN=SparkLoad "
                + "test authority)");

        spark.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task Connection_ToServerOfAnotherName_IsRefused()
    {
        await using var spark = await StartAsync(_authority.Sign("elsewhere.example"));

        await RefusedAsync(
            spark, Trusting(_authority), ObstacleKind.CertificateOfAnotherName, "its certificate is for elsewhere.example, not for "
                + "127.0.0.1");
    }

    [Test]
    public async Task Connection_ToServerWhoseCertificateHasExpired_IsRefused()
    {
        var ended = DateTimeOffset.UtcNow.AddDays(-2);
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback, ended.AddDays(-2), ended));

        await RefusedAsync(
            spark, Trusting(_authority), ObstacleKind.CertificateOutOfDate, $"its certificate expired on {ended:yyyy-MM-dd}");
    }

    [Test]
    public async Task Connection_ToServerWhoseCertificateIsNotYetValid_IsRefused()
    {
        var from = DateTimeOffset.UtcNow.AddDays(1);
        await using var spark = await StartAsync(_authority.Sign("localhost", IPAddress.Loopback, from, from.AddHours(1)));

        await RefusedAsync(
            spark, Trusting(_authority), ObstacleKind.CertificateOutOfDate, $"its certificate is valid only from {from:yyyy-MM-dd} on");
    }

    [Test]
    public async Task Connection_ToServerOfAnotherAuthority_IsRefused()
    {
        using var other = new TestAuthority("another authority");
        await using var spark = await StartAsync(other.Sign("localhost", IPAddress.Loopback));

        await RefusedAsync(
            spark, Trusting(_authority), ObstacleKind.CertificateNotTrusted, "this machine does not trust the issuer of its certificate "
                + "(CN=another authority)");
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
        var options = new SparkSessionOptions {
            Tls = new TlsOptions { AuthorityFile = _authority.PemFile, ClientCertificate = certificate } };
        await using var session = new SparkSession(ConnectionString.Parse($"{spark.Address}/;use_ssl=true"), options);

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
            spark, Trusting(_authority), ObstacleKind.TlsFailed, "the encrypted connection was closed without an answer", mayPass: true);
    }

    [Test]
    public void AuthorityFile_ThatIsNoPem_IsNamed()
    {
        var file = Path.GetTempFileName();
        try
        {
            var options = new SparkSessionOptions { Tls = new TlsOptions { AuthorityFile = file } };

            Should.Throw<ArgumentException>(() => new SparkSession(ConnectionString.Parse("sc://127.0.0.1:1/;use_ssl=true"), options))
                .Message
                .ShouldContain(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RefusedAsync(
        ScriptedSpark spark, SparkSessionOptions options, ObstacleKind kind, string cause, bool mayPass = false)
    {
        await using var session = new SparkSession(ConnectionString.Parse($"{spark.Address}/;use_ssl=true"), options);

        var error = await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync());

        error.Obstacle.ShouldBe(new Obstacle(kind, cause, mayPass));
        error.Message.ShouldBe($"No Spark Connect server answers at {session.Address}: {cause}.");
    }

    private static SparkSessionOptions Trusting(TestAuthority authority) =>
        new() { Tls = new TlsOptions { AuthorityFile = authority.PemFile } };

    private static Task<ScriptedSpark> StartAsync(X509Certificate2 certificate, Action<HttpsConnectionAdapterOptions>? configure = null) =>
        ScriptedSpark.StartAsync(listen => listen.UseHttps(certificate, https => configure?.Invoke(https)));
}
