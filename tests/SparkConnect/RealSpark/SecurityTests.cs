using System.Net;
using Grpc.Core;
using SparkLoad.SparkConnect.Tests.Security;
using SparkLoad.SparkConnect.Tests.Telemetry;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>Neither server speaks TLS itself, so a proxy before it does; 4.1 asks for a token.</summary>
[Category("needs-spark")]
internal sealed class SecurityTests
{
    [TestCase("3.5.8"), TestCase("4.1.1"), CancelAfter(60_000)]
    public async Task Query_OverTlsWithToken_IsAnswered(string version, CancellationToken token)
    {
        var server = await SharedServers.GetAsync(version, hurried: true);
        using var authority = new TestAuthority("SparkLoad test authority");
        await using var proxy = new TlsProxy(server.Port, authority.Sign("localhost", IPAddress.Loopback));
        var address = $"sc://127.0.0.1:{proxy.Port}/;token={SharedServers.Token}";
        await using var session = new SparkSession(ConnectionString.Parse(address) with { Tls = authority.Trust });

        (await session.DrainAsync("SELECT id FROM range(20000)", cancellationToken: token)).Rows.ShouldBe(20_000);
    }

    [TestCase("", "No authentication token"), TestCase("token=wrong-secret", "Invalid authentication token"), CancelAfter(60_000)]
    public async Task Token_ThatServerRefuses_FailsAtOnceAndStaysSecret(string parameter, string reason, CancellationToken token)
    {
        var server = await SharedServers.GetAsync("4.1.1", hurried: true);
        using var log = new RecordingLog();
        await using var session = new SparkSession(
            ConnectionString.Parse($"sc://localhost:{server.Port}/;{parameter}"), new SparkSessionOptions {
                Retry = RetryPolicy.Standard,
                LoggerFactory = log });

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1", cancellationToken: token));

        error.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        error.Message.ShouldContain(reason);
        error.Attempts.Retries.ShouldBe(0);
        $"{error} {log}".ShouldNotContain("wrong-secret");
    }
}
