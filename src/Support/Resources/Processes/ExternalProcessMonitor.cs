using System.Diagnostics;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Watches another process that sends a load, from outside: CPU, resident memory and threads as the operating system counts them. What
/// only a runtime can tell of itself, its heap and its collections, is left at zero. One monitor serves one load.
/// </summary>
public sealed class ExternalProcessMonitor : IResourceMonitor, IAsyncDisposable
{
    private readonly IProcessProbe? _probe;
    private readonly TimeSpan _interval;
    private readonly int _samplesPerSecond;
    private readonly ManualResetEventSlim _ending = new();
    private readonly TaskCompletionSource<ClientReading> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Thread? _thread;
    private ClientTally? _tally;

    /// <param name="processId">The process. One that is gone is said to have cost nothing that can be told.</param>
    /// <param name="samplesPerSecond">4 to 100; default 10.</param>
    public ExternalProcessMonitor(int processId, int samplesPerSecond = 10)
    {
        _samplesPerSecond = new ProcessMonitorOptions { SamplesPerSecond = samplesPerSecond }.Validated().SamplesPerSecond;
        _interval = TimeSpan.FromSeconds(1.0 / samplesPerSecond);
        try
        {
            _probe = OperatingSystem.IsLinux() ? new LinuxExternalProbe(processId) : new PortableExternalProbe(processId);
        }
        catch (Exception e) when (Gone(e))
        {
            _probe = null;
        }
    }

    /// <inheritdoc/>
    public ResourceSample Current
    {
        get
        {
            lock (_gate)
            {
                return _tally?.Current ?? default;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("A process monitor serves one load and was already started.");
        }

        var first = Look();
        _thread = new Thread(() => Watch(first!.Value)) { IsBackground = true, Name = "external process monitor" };
        if (first is { } seen)
        {
            _tally = new ClientTally(seen, _samplesPerSecond);
            _thread.Start();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <returns>The client is null where the process was gone before the load began.</returns>
    public async Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
    {
        _ending.Set();
        if (_tally is null)
        {
            return new ResourcesResult(null, null);
        }

        var final = await _ended.Task.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
        return new ResourcesResult(_tally.Result(final, answeredQueries, idleCpuMsPerSecond: null), Server: null);
    }

    public ValueTask DisposeAsync()
    {
        _ending.Set();
        if (_tally is null)
        {
            _probe?.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void Watch(ClientReading last)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var ending = false;
            for (var sample = 1L; !ending; sample++)
            {
                var wait = (_interval * sample) - clock.Elapsed;
                ending = _ending.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
                if (Look() is not { } reading)
                {
                    break;
                }

                last = reading;
                lock (_gate)
                {
                    _tally!.Add(clock.Elapsed, reading);
                    if (ending || sample % _samplesPerSecond == 0)
                    {
                        _tally.AddHandles(_probe!.CountHandles());
                    }
                }
            }
        }
        catch (Exception e) when (Gone(e))
        {
            // What was seen before stands.
        }
        finally
        {
            _ended.TrySetResult(last);
            _probe!.Dispose();
        }
    }

    private ClientReading? Look()
    {
        try
        {
            return _probe is null ? null : new ClientReading(_probe.Read(), 0, 0, TimeSpan.Zero, default);
        }
        catch (Exception e) when (Gone(e))
        {
            return null;
        }
    }

    private static bool Gone(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException;
}
