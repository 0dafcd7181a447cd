using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using Shouldly;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Servers;

namespace SparkLoad.Targets.Tests.Servers;

[CancelAfter(60_000)]
internal sealed class ReadinessTests
{
    [Test]
    public async Task Server_ThatAcceptsAndNeverSpeaks_IsGivenUpAfterTheLimit(CancellationToken cancellationToken)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";

        var message = await RefusedAsync(address, cancellationToken);

        message.ShouldStartWith($"Spark 4.1.1 at {address} did not answer within 1 seconds (");
        message.ShouldEndWith("check that it runs and that SPARKLOAD_TARGET_4_1_1 names its address");
    }

    [Test]
    public async Task Server_ThatDoesNotListen_IsGivenUpAfterTheLimit(CancellationToken cancellationToken)
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();

        (await RefusedAsync(address, cancellationToken)).ShouldStartWith($"Spark 4.1.1 at {address} did not answer within 1 seconds (");
    }

    private static async Task<string> RefusedAsync(string address, CancellationToken cancellationToken)
    {
        await using var server = new RemoteServer(
            "4.1.1", ConnectionString.Parse($"sc://{address}/;x-secret=abc"), ui: null, TimeSpan.FromSeconds(1));
        var failure = await Should.ThrowAsync<TargetNotReachedException>(() => Readiness.WaitAsync(server, cancellationToken));
        failure.Message.ShouldNotContain("abc");
        return failure.Message;
    }
}
