using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Processes;

internal sealed class ProcessMonitorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Stop_KnownAllocations_AreMeasuredWithinTenPercent()
    {
        const int Arrays = 2000;
        const int Bytes = 50_000;

        var client = await Watch(_ =>
        {
            for (var i = 0; i < Arrays; i++)
            {
                GC.KeepAlive(new byte[Bytes]);
            }
        });

        client.AllocatedBytes.ShouldBeInRange((long)Arrays * Bytes, (long)(Arrays * Bytes * 1.1));
    }

    [Test]
    public async Task Stop_KnownBusyLoop_IsMeasuredWithinTenPercent()
    {
        var spun = TimeSpan.Zero;

        var client = await Watch(_ => spun = Spin(TimeSpan.FromSeconds(1.5)));

        client.CpuMs.ShouldBeInRange(spun.TotalMilliseconds, spun.TotalMilliseconds * 1.1);
        client.CpuMsPerQuery!.Value.ShouldBe(client.CpuMs / 10);
    }

    [Test]
    public async Task Stop_MemoryHeldForAMoment_IsInThePeakAndNotInTheStart()
    {
        const int Bytes = 200_000_000;
        await using (var before = new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero }))
        {
            // A peak of an earlier load, which the next one must not inherit.
            await before.StartAsync(None);
            Hold(before, 3 * Bytes);
            await before.StopAsync(0, None);
        }

        var client = await Watch(monitor => Hold(monitor, Bytes));

        (client.PeakMemoryBytes - client.StartMemoryBytes).ShouldBeInRange((long)(0.9 * Bytes), (long)(1.5 * Bytes));
        client.PeakManagedHeapBytes.ShouldBeGreaterThan(Bytes);
    }

    [Test]
    public async Task Stop_ProcessBusyOnItsThreadPool_IsStillSampled()
    {
        using var release = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var workers, out _);
        var blocked = Enumerable.Range(0, workers * 4).Select(_ => Task.Run(() => release.Wait(TimeSpan.FromMinutes(2)))).ToList();
        try
        {
            await using var monitor = new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero });
            await monitor.StartAsync(None);
            Eventually.Looks(monitor, 4);
            var sample = monitor.Current;
            release.Set();

            var client = (await monitor.StopAsync(0, None)).Client!;

            client.MemorySamples.ShouldBeGreaterThan(4);
            sample.ResidentBytes.ShouldBeGreaterThan(10_000_000);
            sample.Threads.ShouldBeGreaterThan(1);
        }
        finally
        {
            release.Set();
            await Task.WhenAll(blocked);
        }
    }

    [Test]
    public async Task Stop_OpenFilesAndCollections_AreCounted()
    {
        var client = await Watch(monitor =>
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            var files = Enumerable.Range(0, 200).Select(_ => File.OpenRead(typeof(ProcessMonitorTests).Assembly.Location)).ToList();
            Eventually.Looks(monitor, new ProcessMonitorOptions().SamplesPerSecond + 1); // handles are counted once a second
            files.ForEach(file => file.Dispose());
        });

        client.PeakHandles.ShouldBeGreaterThan(200);
        client.GcCollections[1].ShouldBeGreaterThanOrEqualTo(1);
        client.GcPauseMs.ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task Start_IdleProcess_HasAnIdleCostFarBelowACore()
    {
        await using var monitor = new ProcessMonitor();
        await monitor.StartAsync(None);

        var client = (await monitor.StopAsync(0, None)).Client!;

        client.IdleCpuMsPerSecond!.Value.ShouldBeInRange(0, 900);
        client.CpuMsPerQuery.ShouldBeNull();
    }

    [Test]
    public async Task Start_Twice_IsRefused()
    {
        await using var monitor = new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero });
        await monitor.StartAsync(None);

        await Should.ThrowAsync<InvalidOperationException>(() => monitor.StartAsync(None));
    }

    [Test]
    public async Task Start_Cancelled_EndsItsThread()
    {
        await using var monitor = new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.FromSeconds(10) });
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var clock = Stopwatch.StartNew();

        await Should.ThrowAsync<OperationCanceledException>(() => monitor.StartAsync(cancelled.Token));

        // The sampling thread would otherwise sit out its idle period first.
        await monitor.StopAsync(0, None);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(9));
    }

    [TestCase(3)]
    [TestCase(101)]
    public void Options_RateOutOfRange_NameTheRange(int samplesPerSecond) =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => new ProcessMonitor(new ProcessMonitorOptions { SamplesPerSecond = samplesPerSecond }))
            .Message.ShouldContain("4 to 100 times a second");

    private static async Task<ClientResources> Watch(Action<ProcessMonitor> load)
    {
        await using var monitor = new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero });
        await monitor.StartAsync(None);
        load(monitor);
        return (await monitor.StopAsync(10, None)).Client!;
    }

    /// <summary>
    /// Burns that much of the process's CPU, however long a crowded machine takes to grant it, by the clock that the monitor reads too:
    /// one in steps of 10 ms may say more than was spent.
    /// </summary>
    private static TimeSpan Spin(TimeSpan cpu)
    {
        var before = Environment.CpuUsage.TotalTime;
        TimeSpan spun;
        do
        {
            Thread.SpinWait(200_000);
            spun = Environment.CpuUsage.TotalTime - before;
        }
        while (spun < cpu);
        return spun;
    }

    /// <summary>Holds memory until the monitor has seen all of it: of two looks the second has begun after it was there.</summary>
    private static void Hold(ProcessMonitor monitor, int bytes)
    {
        var memory = GC.AllocateUninitializedArray<byte>(bytes);
        for (var page = 0; page < bytes; page += 4096)
        {
            memory[page] = 1;
        }

        Eventually.Looks(monitor, 2);
        GC.KeepAlive(memory);
    }
}
