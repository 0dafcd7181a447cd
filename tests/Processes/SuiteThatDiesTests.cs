using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using Shouldly;

namespace SparkLoad.Processes.Tests;

/// <summary>Whatever happens to the suite, nothing of what it started is left within ten seconds.</summary>
[CancelAfter(60_000)]
[Platform(Exclude = "Win", Reason = "The children are shell scripts, the signals POSIX's.")]
internal sealed class SuiteThatDiesTests
{
    // Ignores SIGTERM, as a server that hangs would, and has a child of its own.
    private const string Stubborn = "trap '' TERM INT; sleep 64 & echo $! > \"$1\"; while :; do sleep 0.1; done";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-dies").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public Task Suite_KilledAtOnce_LeavesNothing(CancellationToken cancellationToken) =>
        LeavesNothingAsync("wait", suite => { suite.Kill(); return Task.CompletedTask; }, cancellationToken, WatchOptions.DefaultGrace);

    [Test]
    public Task Suite_Crashed_LeavesNothing(CancellationToken cancellationToken) =>
        LeavesNothingAsync("crash", _ => Task.CompletedTask, cancellationToken);

    [Test]
    public Task Suite_EndedWithoutDisposing_LeavesNothing(CancellationToken cancellationToken) =>
        LeavesNothingAsync("return", _ => Task.CompletedTask, cancellationToken);

    [Test]
    public Task Suite_InterruptedFromTheTerminal_LeavesNothing(CancellationToken cancellationToken) =>
        LeavesNothingAsync("wait", suite => SignalGroupAsync("INT", suite.Id, cancellationToken), cancellationToken);

    [Test]
    public Task Suite_WholeGroupKilled_LeavesNothing(CancellationToken cancellationToken) =>
        LeavesNothingAsync("wait", suite => SignalGroupAsync("KILL", suite.Id, cancellationToken), cancellationToken);

    private static string Milliseconds(TimeSpan? grace) =>
        (grace ?? TimeSpan.FromMilliseconds(500)).TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);

    private static async Task SignalGroupAsync(string signal, int group, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} -{group.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync(cancellationToken);
        kill.ExitCode.ShouldBe(0);
    }

    private async Task LeavesNothingAsync(string how, Func<Process, Task> end, CancellationToken cancellationToken, TimeSpan? grace = null)
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, Path.GetRandomFileName())).FullName;
        var scratch = Directory.CreateDirectory(Path.Combine(own, "scratch", "deep")).Parent!.FullName;
        var grandchildFile = Path.Combine(own, "grandchild");
        // A group of its own that Ctrl-C ends, as a shell gives to a command in the foreground; in the background it ignores Ctrl-C.
        using var suite = Process.Start(new ProcessStartInfo("setsid",
        [
            "env", "--default-signal=INT", Environment.ProcessPath!, typeof(PlayedSuite).Assembly.Location, how, Milliseconds(grace), Path
                .Combine(own, "log"), scratch,
            "/bin/sh", "-c", Stubborn, "sh", grandchildFile,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var child = int.Parse((await suite.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
        while (how == "wait" && (!File.Exists(grandchildFile) || new FileInfo(grandchildFile).Length == 0))
        {
            await Task.Delay(20, cancellationToken);
        }

        await end(suite);
        await suite.WaitForExitAsync(cancellationToken);

        (await LiveProcess.EndsWithinAsync(child, Bound)).ShouldBeTrue("The child lives on.");
        if (File.Exists(grandchildFile) && int.TryParse(await File.ReadAllTextAsync(grandchildFile, cancellationToken), out var grandchild))
        {
            (await LiveProcess.EndsWithinAsync(grandchild, Bound)).ShouldBeTrue("The grandchild lives on.");
        }

        for (var watch = Stopwatch.StartNew(); Directory.Exists(scratch) && watch.Elapsed < Bound;)
        {
            await Task.Delay(20, cancellationToken);
        }

        Directory.Exists(scratch).ShouldBeFalse("The scratch folder is left.");
    }
}
