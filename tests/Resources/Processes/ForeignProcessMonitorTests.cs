using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Resources.Tests.Processes;

/// <summary>Another process, watched from outside.</summary>
[Platform("Linux", Reason = "The processes are shell scripts.")]
[CancelAfter(30_000)]
internal sealed class ForeignProcessMonitorTests
{
    // It tells what it took itself: the shell's `times`, user and system, of the same loop.
    private const string Busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times; read end";

    [Test]
    public async Task Cpu_OfABusyProcess_IsWhatThatProcessSaysOfItself(CancellationToken cancellationToken)
    {
        using var process = Start("read begin; " + Busy);
        await using var monitor = new ForeignProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        await process.StandardInput.WriteLineAsync("begin");
        var own = Seconds((await process.StandardOutput.ReadLineAsync(cancellationToken))!);

        var client = (await monitor.StopAsync(answeredQueries: 10, cancellationToken)).Client!;

        process.Kill();
        own.ShouldBeGreaterThan(0.2, "else a tenth of it is less than the kernel tells");
        client.CpuMs.ShouldBe(own * 1000, own * 100);
        client.CpuMsPerQuery!.Value.ShouldBe(client.CpuMs / 10, 1e-6);
        client.PeakMemoryBytes.ShouldBeInRange(100_000, 50_000_000);
        client.PeakThreads.ShouldBe(1);
    }

    [Test]
    public async Task Memory_ThatAProcessTakes_IsInThePeak(CancellationToken cancellationToken)
    {
        using var process = Start("read begin; data=$(head -c 40000000 /dev/zero | tr '\\0' x); echo done; read end");
        await using var monitor = new ForeignProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        await process.StandardInput.WriteLineAsync("begin");
        await process.StandardOutput.ReadLineAsync(cancellationToken);
        await Task.Delay(300, cancellationToken);

        var client = (await monitor.StopAsync(answeredQueries: 0, cancellationToken)).Client!;

        process.Kill();
        client.PeakMemoryBytes.ShouldBeGreaterThan(client.StartMemoryBytes + 36_000_000);
        client.CpuMsPerQuery.ShouldBeNull();
    }

    [Test]
    public async Task Process_ThatEndsUnderLoad_LeavesWhatWasSeen(CancellationToken cancellationToken)
    {
        using var process = Start("read begin");
        await using var monitor = new ForeignProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        await Task.Delay(300, cancellationToken);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);

        (await monitor.StopAsync(answeredQueries: 1, cancellationToken)).Client!.PeakMemoryBytes.ShouldBeGreaterThan(100_000);
    }

    [Test]
    public async Task Process_ThatIsGone_HasNoFigures(CancellationToken cancellationToken)
    {
        using var process = Start("exit 0");
        await process.WaitForExitAsync(cancellationToken);
        await using var monitor = new ForeignProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);

        (await monitor.StopAsync(answeredQueries: 1, cancellationToken)).Client.ShouldBeNull();
    }

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary><c>0m0.260s 0m0.010s</c>, user and system.</summary>
    private static double Seconds(string times) => times.Split(' ')
        .Select(part => part.Split('m'))
        .Sum(part => (60 * double.Parse(part[0], System.Globalization.CultureInfo.InvariantCulture))
            + double.Parse(part[1].TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
}
