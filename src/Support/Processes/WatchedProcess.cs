using System.Diagnostics;
using System.Text;

namespace SparkLoad.Processes;

/// <summary>
/// A child process that does not outlive the suite, however the suite ends: a watcher between the two ends it, with all its
/// descendants, when its pipe to the suite closes. Disposing stops it.
/// </summary>
public sealed class WatchedProcess : IAsyncDisposable
{
    private readonly WatchedCommand _command;
    private readonly Process _watcher;
    private readonly ProcessLog _log;
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;

    private WatchedProcess(WatchedCommand command, Process watcher, ProcessLog log)
    {
        _command = command;
        _watcher = watcher;
        _log = log;
        Exited = WatchAsync();
    }

    /// <summary>The child's own process id.</summary>
    public int ProcessId => _started.Task.IsCompletedSuccessfully ? _started.Task.GetAwaiter().GetResult() : 0;

    /// <summary>Completes with the exit code once the process is gone and its output is read; never faults.</summary>
    public Task<int> Exited { get; }

    /// <summary>Standard input of the process. UTF-8, flushed with every write.</summary>
    public TextWriter Input => _watcher.StandardInput;

    /// <summary>The last lines of output, oldest first.</summary>
    public string OutputTail => _log.Tail;

    public string LogFile => _log.Path;

    /// <summary>Starts a process under a watcher.</summary>
    /// <exception cref="ProcessStartException">The program cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public static async Task<WatchedProcess> StartAsync(WatchedCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var log = new ProcessLog(command.LogFile);
        WatchedProcess process;
        try
        {
            process = new(command, Process.Start(WatcherStart(command))!, log);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            log.Dispose();
            throw new ProcessStartException($"{command.Name} cannot be started: {e.Message}.", e);
        }

        try
        {
            await process._started.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken).ConfigureAwait(false);
            return process;
        }
        catch (Exception e)
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw e is TimeoutException
                ? new ProcessStartException($"{command.Name} cannot be started: its watcher did not report within 30 seconds.", e)
                : e is ProcessStartException or OperationCanceledException ? e : new ProcessStartException(e.Message, e);
        }
    }

    /// <summary>Asks the process to end and ends it by force after <see cref="WatchedCommand.Grace"/>. Returns when it is gone.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0 && !Exited.IsCompleted)
        {
            try
            {
                _watcher.StandardInput.Close();
            }
            catch (IOException)
            {
                // The pipe broke: the watcher is gone already.
            }
        }

        var limit = _command.Grace + TimeSpan.FromSeconds(4);
        if (await Task.WhenAny(Exited, Task.Delay(limit)).ConfigureAwait(false) != Exited)
        {
            ProcessGroup.EndTree(_watcher);
            ProcessGroup.End(_watcher.Id);
            await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _watcher.Dispose();
        _log.Dispose();
    }

    private static ProcessStartInfo WatcherStart(WatchedCommand command)
    {
        var options = new WatchOptions(command.Grace, command.RemoveAfterwards, command.Program, command.Arguments);
        var start = new ProcessStartInfo(DotnetHost.Path, [typeof(WatchedProcess).Assembly.Location, .. options.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory ?? string.Empty,
        };
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true;
        }

        foreach (var (name, value) in command.Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }

    private async Task<int> WatchAsync()
    {
        _watcher.StandardInput.AutoFlush = true;
        var output = ReadOutputAsync();
        var error = ReadAsync(_watcher.StandardError, _log.Add);
        await _watcher.WaitForExitAsync().ConfigureAwait(false);
        // The last of its descendants, where it ended by itself or was killed.
        ProcessGroup.End(_watcher.Id);
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(TimeSpan.FromSeconds(5))).ConfigureAwait(false);
        return _watcher.ExitCode;
    }

    private async Task ReadOutputAsync()
    {
        var (processId, reason) = WatcherReport.Read(await _watcher.StandardOutput.ReadLineAsync().ConfigureAwait(false));
        if (processId is { } id)
        {
            _started.TrySetResult(id);
        }
        else
        {
            _started.TrySetException(new ProcessStartException($"{_command.Name} cannot be started: {reason}."));
        }

        await ReadAsync(_watcher.StandardOutput, line =>
        {
            _log.Add(line);
            _command.OutputLine?.Invoke(line);
        }).ConfigureAwait(false);
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            take(line);
        }
    }
}
