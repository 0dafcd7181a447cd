using System.Diagnostics;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Watches the process that runs the load. It samples on a thread of its own, so that a busy thread pool cannot blind it and
/// it cannot delay the load's queries. The server is watched alongside. One monitor serves one load.
/// </summary>
public sealed class ProcessMonitor : IResourceMonitor, IAsyncDisposable
{
    private const int ServerSamplesPerSecond = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProcessMonitorOptions _options;
    private readonly ServerVantage? _vantage;
    private readonly IProcessProbe _probe;
    private readonly ManualResetEventSlim _ending = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClientReading> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Thread? _thread;
    private ServerWatch? _server;
    private ClientTally? _tally;
    private long? _serverResidentBytes;
    private double? _idleCpuMsPerSecond;
    private bool _disposed;

    /// <param name="options">How closely to watch; the defaults where null.</param>
    /// <param name="server">From where to watch the server as well; null leaves it out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ProcessMonitor(ProcessMonitorOptions? options = null, ServerVantage? server = null)
    {
        _vantage = server;
        _options = (options ?? new ProcessMonitorOptions()).Validated();
        _probe = OperatingSystem.IsLinux() ? new LinuxProcessProbe() : new PortableProcessProbe();
    }

    /// <inheritdoc/>
    public ResourceSample Current
    {
        get
        {
            lock (_gate)
            {
                return _tally is null ? default : _tally.Current with { ServerResidentBytes = _serverResidentBytes };
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="TimeoutException">The collection did not end within 30 seconds.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_thread is not null)
        {
            throw new InvalidOperationException("A process monitor serves one load and was already started.");
        }

        if (_vantage is not null)
        {
            _server = await ServerWatch.StartAsync(_vantage, cancellationToken).ConfigureAwait(false);
        }

        _thread = new Thread(Watch) { IsBackground = true, Name = "process monitor" };
        _thread.Start();
        try
        {
            await _started.Task.WaitAsync(Patience + _options.IdlePeriod, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ending.Set();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public async Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
    {
        if (_thread is null)
        {
            throw new InvalidOperationException("The process monitor was never started.");
        }

        _ending.Set();
        var final = await _ended.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        var server = _server is null ? null : await _server.StopAsync(cancellationToken).ConfigureAwait(false);
        return new ResourcesResult(_tally!.Result(final, answeredQueries, _idleCpuMsPerSecond), server);
    }

    /// <inheritdoc/>
    public async Task<ResourcesResult> SettleAsync(ResourcesResult measured, CancellationToken cancellationToken) =>
        _server is null || measured.Server is null
            ? measured
            : measured with { Server = await _server.SettleAsync(measured.Server, cancellationToken).ConfigureAwait(false) };

    /// <summary>Ends sampling where <see cref="StopAsync"/> was not reached.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ending.Set();
        if (_thread is null)
        {
            _probe.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Watch()
    {
        try
        {
            CleanHeap.Collect();
            _idleCpuMsPerSecond = MeasureIdle();
            var clock = Stopwatch.StartNew();
            Begin();
            _started.TrySetResult();
            _ended.TrySetResult(SampleUntilEnd(clock));
        }
        catch (Exception failure)
        {
            _started.TrySetException(failure);
            _ended.TrySetException(failure);
        }
        finally
        {
            _probe.Dispose();
        }
    }

    private double? MeasureIdle()
    {
        if (_options.IdlePeriod == TimeSpan.Zero)
        {
            return null;
        }

        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        _ending.Wait(_options.IdlePeriod);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / clock.Elapsed.TotalSeconds;
    }

    private void Begin()
    {
        var server = _server?.Begin();
        var first = new ClientTally(ClientReading.Take(_probe, exact: true), _options.SamplesPerSecond);
        first.AddHandles(_probe.CountHandles());
        lock (_gate)
        {
            _tally = first;
            _serverResidentBytes = server;
        }
    }

    private ClientReading SampleUntilEnd(Stopwatch clock)
    {
        var interval = TimeSpan.FromSeconds(1.0 / _options.SamplesPerSecond);
        var serverStride = _options.SamplesPerSecond / ServerSamplesPerSecond;
        for (var sample = 1L; !EndsBefore(interval * sample, clock); sample++)
        {
            Add(clock.Elapsed, ClientReading.Take(_probe, exact: false), sample % _options.SamplesPerSecond == 0);
            if (sample % serverStride == 0)
            {
                WatchServer(clock.Elapsed);
            }
        }

        var final = ClientReading.Take(_probe, exact: true);
        Add(clock.Elapsed, final, countHandles: true);
        WatchServer(clock.Elapsed);
        return final;
    }

    private void WatchServer(TimeSpan elapsed)
    {
        var resident = _server?.Sample(elapsed);
        lock (_gate)
        {
            _serverResidentBytes = resident;
        }
    }

    /// <summary>Waits for the planned time; a late look is taken at once and the following ones keep to the schedule.</summary>
    private bool EndsBefore(TimeSpan planned, Stopwatch clock)
    {
        var wait = planned - clock.Elapsed;
        return _ending.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private void Add(TimeSpan elapsed, in ClientReading reading, bool countHandles)
    {
        var handles = countHandles ? _probe.CountHandles() : 0;
        lock (_gate)
        {
            _tally!.Add(elapsed, reading);
            _tally.AddHandles(handles);
        }
    }
}
