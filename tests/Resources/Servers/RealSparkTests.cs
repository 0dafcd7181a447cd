using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Servers;

[Category("needs-spark")]
internal sealed class RealSparkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestCase("3.5.8")]
    [TestCase("4.1.1")]
    public async Task Watch_RealServer_ShowsEveryFigure(string version)
    {
        await using var spark = await RealSpark.StartAsync(version);
        var (server, series) = await WatchAsync(spark.Vantage, TimeSpan.FromSeconds(20));

        TestContext.Out.WriteLine(server);
        server.Note.ShouldBeNull();
        server.PeakMemoryBytes!.Value.ShouldBeInRange(150_000_000, 1_600_000_000);
        series.ShouldNotBeNull();
        server.PeakHeapBytes!.Value.ShouldBeInRange(10_000_000, 1_073_741_824);
        server.MemorySamples!.Value.ShouldBeGreaterThan(20);
        server.CpuMs.ShouldNotBeNull();
        server.Executors!.Alive.ShouldBe(1);
        server.Executors.PeakHeapBytes!.Value.ShouldBeInRange(10_000_000, 1_073_741_824);
        server.LiveBefore!.HeapBytes.ShouldBeGreaterThan(10_000_000);
        server.LiveBefore.SessionHolders.ShouldBe(0);
        server.LiveAfter!.ExecuteHolders.ShouldBe(0);
        server.Restarted.ShouldBe(false);
        // An idle server that is watched: whatever watching costs it is in here.
        TestContext.Out.WriteLine($"CPU of the watched idle server: {server.CpuMs / 20:F2} ms per second");
    }

    [Test]
    public async Task Watch_RealServerKilledUnderLoad_IsARestart()
    {
        await using var spark = await RealSpark.StartAsync("4.1.1");
        await using var monitor = new ProcessMonitor(server: spark.Vantage);
        await monitor.StartAsync(None);
        await spark.KillAsync();

        var measured = await monitor.StopAsync(1, None);
        var server = (await monitor.SettleAsync(measured, None)).Server!;

        server.Restarted.ShouldBe(true);
        server.PeakMemoryBytes!.Value.ShouldBeGreaterThan(100_000_000);
        server.LiveAfter.ShouldBeNull();
        server.Note!.ShouldContain("not the one that was there");
    }

    private static async Task<(ServerResources Server, long? Series)> WatchAsync(ServerVantage vantage, TimeSpan time)
    {
        await using var monitor = new ProcessMonitor(server: vantage);
        await monitor.StartAsync(None);
        await Task.Delay(time);
        var series = monitor.Current.ServerResidentBytes;
        var measured = await monitor.StopAsync(1, None);
        return ((await monitor.SettleAsync(measured, None)).Server!, series);
    }
}
