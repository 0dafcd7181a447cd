using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace SparkLoad.Processes;

/// <summary>
/// The process between the suite and a child. Its standard input is its lifeline: the bytes go on to the child, and when the
/// suite closes it, or dies, the child is asked to end and soon made to, with all its descendants.
/// </summary>
internal sealed class Watcher(WatchOptions options) : IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly TaskCompletionSource _suiteGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _copied;

    /// <returns>The child's exit code.</returns>
    public async Task<int> RunAsync()
    {
        ProcessGroup.LeadNew();
        OutliveTheTerminal();
        await using var output = Console.OpenStandardOutput();
        await using var error = Console.OpenStandardError();
        using var child = await StartAsync(output).ConfigureAwait(false);
        if (child is null)
        {
            Cleanup();
            return 127;
        }

        var copies = Task.WhenAll(
            CopyAsync(child.StandardOutput.BaseStream, output), CopyAsync(child.StandardError.BaseStream, error));
        _ = FeedAsync(child);
        var ended = child.WaitForExitAsync();
        await Task.WhenAny(ended, _suiteGone.Task).ConfigureAwait(false);
        if (!ended.IsCompleted)
        {
            ProcessGroup.AskToEnd(child.Id);
            await Task.WhenAny(ended, Task.Delay(options.Grace)).ConfigureAwait(false);
            ProcessGroup.EndTree(child);
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        }

        await DrainAsync(copies).ConfigureAwait(false);
        Cleanup();
        if (_suiteGone.Task.IsCompleted)
        {
            // Nobody asks for the exit code any more; this process goes with whatever its group still holds.
            ProcessGroup.End(Environment.ProcessId);
        }

        return child.HasExited ? child.ExitCode : 1;
    }

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    // The suite decides when the child ends. Ctrl-C reaches a whole terminal, and a watcher that died of it would leave orphans.
    private void OutliveTheTerminal()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _suiteGone.TrySetResult();
        }));
    }

    private async Task<Process?> StartAsync(Stream output)
    {
        var start = new ProcessStartInfo(options.Command, options.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            var child = Process.Start(start)!;
            await ReportAsync(WatcherReport.Started(child.Id)).ConfigureAwait(false);
            return child;
        }
        catch (Win32Exception e)
        {
            await ReportAsync(WatcherReport.Failed(e.Message)).ConfigureAwait(false);
            return null;
        }

        async Task ReportAsync(string line)
        {
            try
            {
                await output.WriteAsync(Encoding.UTF8.GetBytes(line + '\n')).ConfigureAwait(false);
                await output.FlushAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                _suiteGone.TrySetResult();
            }
        }
    }

    private async Task FeedAsync(Process child)
    {
        await using var input = Console.OpenStandardInput();
        await CopyAsync(input, child.StandardInput.BaseStream).ConfigureAwait(false);
        _suiteGone.TrySetResult();
        child.StandardInput.Close();
    }

    // A descendant that lives on may hold the pipes open, so the end of output is also where nothing comes any more.
    private async Task DrainAsync(Task copies)
    {
        for (var before = -1L; !copies.IsCompleted && before != Interlocked.Read(ref _copied) && !_suiteGone.Task.IsCompleted;)
        {
            before = Interlocked.Read(ref _copied);
            await Task.WhenAny(copies, _suiteGone.Task, Task.Delay(TimeSpan.FromMilliseconds(300))).ConfigureAwait(false);
        }
    }

    // Goes on reading when nobody takes the bytes any more, else the sender would block and not end.
    private async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = new byte[16 * 1024];
        var open = true;
        while (await ReadAsync(from, buffer).ConfigureAwait(false) is > 0 and var count)
        {
            Interlocked.Add(ref _copied, count);
            if (open)
            {
                open = await WriteAsync(to, buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
    }

    private static async Task<int> ReadAsync(Stream from, byte[] buffer)
    {
        try
        {
            return await from.ReadAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task<bool> WriteAsync(Stream to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await to.WriteAsync(bytes).ConfigureAwait(false);
            await to.FlushAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void Cleanup()
    {
        if (options.Remove is null)
        {
            return;
        }

        try
        {
            Directory.Delete(options.Remove, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or still held by a descendant that the group's end takes with it.
        }
    }
}
