using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class ServerWatchTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ProcessMonitorOptions NoIdle = new() { IdlePeriod = TimeSpan.Zero };

    [Test]
    public async Task Watch_NothingKnownOfTheServer_SaysWhatIsNotSeen()
    {
        var server = await WatchAsync(new ServerVantage(null, null));

        server.PeakMemoryBytes.ShouldBeNull();
        server.Executors.ShouldBeNull();
        server.Restarted.ShouldBeNull();
        server.Note.ShouldBe(
            "the server's process is not on this machine or not known, so its resident memory, heap and live objects are not seen; "
            + "no UI address of the server is known, so tasks, shuffle and executors are not seen");
    }

    [Test]
    public async Task Watch_NoServerAsked_HasNoServerFigures()
    {
        await using var monitor = new ProcessMonitor(NoIdle);
        await monitor.StartAsync(None);

        var measured = await monitor.StopAsync(1, None);

        measured.Server.ShouldBeNull();
        (await monitor.SettleAsync(measured, None)).ShouldBe(measured);
    }

    [Test]
    public async Task Watch_ApplicationChangedMeanwhile_IsARestart()
    {
        await using var ui = new ScriptedUi();
        Answer(ui, "local-1");

        var server = await WatchAsync(new ServerVantage(ui.Address, null), _ => Answer(ui, "local-2"));

        server.Restarted.ShouldBe(true);
        server.Executors.ShouldBeNull();
        server.Note!.ShouldContain("not the one that was there when the load began");
    }

    [Test]
    [Platform("Linux")]
    public async Task Watch_ProcessThatIsNoJvm_HasItsMemoryAndSaysWhyTheHeapIsMissing()
    {
        using var process = Process.Start("sleep", "60");
        try
        {
            // The server is looked at with at least every fourth look at the client.
            var server = await WatchAsync(new ServerVantage(null, process.Id), monitor => Eventually.Looks(monitor, 4));

            server.PeakMemoryBytes!.Value.ShouldBeGreaterThan(0);
            server.MemorySamples!.Value.ShouldBeGreaterThan(2);
            server.PeakHeapBytes.ShouldBeNull();
            server.LiveBefore.ShouldBeNull();
            server.Note!.ShouldContain($"process {process.Id} is not a JVM but sleep, so its heap is not read");
            process.HasExited.ShouldBeFalse();
        }
        finally
        {
            process.Kill();
        }
    }

    [Test]
    [Platform("Linux")]
    public async Task Watch_ProcessThatEndsUnderLoad_IsARestart()
    {
        using var process = Process.Start("sleep", "60");

        var server = await WatchAsync(new ServerVantage(null, process.Id), _ =>
        {
            process.Kill();
            process.WaitForExit(60_000).ShouldBeTrue();
        });

        server.Restarted.ShouldBe(true);
    }

    private static async Task<ServerResources> WatchAsync(ServerVantage vantage, Action<ProcessMonitor>? load = null)
    {
        await using var monitor = new ProcessMonitor(NoIdle, vantage);
        await monitor.StartAsync(None);
        load?.Invoke(monitor);
        var measured = await monitor.StopAsync(1, None);
        return (await monitor.SettleAsync(measured, None)).Server!;
    }

    private static void Answer(ScriptedUi ui, string application)
    {
        ui.Answers["/api/v1/applications?status=running"] = $$"""[{"id":"{{application}}","name":"any"}]""";
        ui.Answers[$"/api/v1/applications/{application}/allexecutors"] = """[{"id":"driver","isActive":true}]""";
    }
}
