using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Resources.Tests.Processes;

/// <summary>Another process, watched from outside.</summary>
[Platform("Linux", Reason = "The processes are shell scripts.")]
[CancelAfter(120_000)]
internal sealed class ExternalProcessMonitorTests
{
    // Works when it is told to, and tells what it took itself so far: the shell's `times`, user and system, and a line of its children's.
    private const string Busy = "while read begin; do i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times; done";

    [Test]
    public async Task Cpu_OfABusyProcess_IsWhatThatProcessSaysOfItself(CancellationToken cancellationToken)
    {
        using var process = Start(Busy);
        await using var monitor = new ExternalProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        var own = 0.0;
        while (own < 0.5) // so that a tenth of it is more than the kernel's steps
        {
            own = await WorkAsync(process, cancellationToken);
        }

        var client = (await monitor.StopAsync(answeredQueries: 10, cancellationToken)).Client!;

        process.Kill();
        client.CpuMs.ShouldBe(own * 1000, own * 100);
        client.CpuMsPerQuery!.Value.ShouldBe(client.CpuMs / 10, 1e-6);
        client.PeakMemoryBytes.ShouldBeInRange(100_000, 50_000_000);
        client.PeakThreads.ShouldBe(1);
    }

    [Test]
    public async Task Memory_ThatAProcessTakes_IsInThePeak(CancellationToken cancellationToken)
    {
        using var process = Start(
            "read begin; data=$(head -c 40000000 /dev/zero | tr '\\0' x); echo done; read let_go; data=; echo gone; read end");
        await using var monitor = new ExternalProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        var before = monitor.Current.ResidentBytes;
        await process.StandardInput.WriteLineAsync("begin");
        await process.StandardOutput.ReadLineAsync(cancellationToken);
        Eventually.Holds(() => monitor.Current.ResidentBytes > before + 36_000_000, "The memory is not seen while it is there.");
        await process.StandardInput.WriteLineAsync("let go");
        await process.StandardOutput.ReadLineAsync(cancellationToken);

        var client = (await monitor.StopAsync(answeredQueries: 0, cancellationToken)).Client!;

        process.Kill();
        client.PeakMemoryBytes.ShouldBeGreaterThan(client.StartMemoryBytes + 36_000_000);
        client.CpuMsPerQuery.ShouldBeNull();
    }

    [Test]
    public async Task Process_ThatEndsUnderLoad_LeavesWhatWasSeen(CancellationToken cancellationToken)
    {
        using var process = Start(Busy);
        await WorkAsync(process, cancellationToken);
        await using var monitor = new ExternalProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);

        var client = (await monitor.StopAsync(answeredQueries: 1, cancellationToken)).Client!;

        client.PeakMemoryBytes.ShouldBeGreaterThan(100_000);
        // Whether or not there was time for a second look.
        client.CpuMs.ShouldBeInRange(0, 20, "it worked before the load only");
    }

    [Test]
    public async Task Process_ThatIsGone_HasNoFigures(CancellationToken cancellationToken)
    {
        using var process = Start("exit 0");
        await process.WaitForExitAsync(cancellationToken);
        await using var monitor = new ExternalProcessMonitor(process.Id);
        await monitor.StartAsync(cancellationToken);

        (await monitor.StopAsync(answeredQueries: 1, cancellationToken)).Client.ShouldBeNull();
    }

    /// <summary>Lets it work.</summary>
    /// <returns>Seconds of the processor that it took so far.</returns>
    private static async Task<double> WorkAsync(Process process, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync("begin");
        var own = await process.StandardOutput.ReadLineAsync(cancellationToken);
        await process.StandardOutput.ReadLineAsync(cancellationToken);
        return Seconds(own!);
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
