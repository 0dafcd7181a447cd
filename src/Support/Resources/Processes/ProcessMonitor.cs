using System.Diagnostics;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Watches the process that carries the load. It samples on a thread of its own, so that a busy thread pool cannot blind it and
/// it cannot delay the load's queries. One monitor serves one load.
/// </summary>
public sealed class ProcessMonitor : IResourceMonitor, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProcessMonitorOptions options;
    private readonly IProcessProbe probe;
    private readonly ManualResetEventSlim ending = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClientReading> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Thread? thread;
    private ClientTally? tally;
    private double? idleCpuMsPerSecond;
    private bool disposed;

    /// <param name="options">How closely to watch; the defaults where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ProcessMonitor(ProcessMonitorOptions? options = null)
    {
        this.options = (options ?? new ProcessMonitorOptions()).Validated();
        probe = OperatingSystem.IsLinux() ? new LinuxProcessProbe() : new PortableProcessProbe();
    }

    /// <inheritdoc/>
    public ResourceSample Current
    {
        get
        {
            lock (gate)
            {
                return tally?.Current ?? default;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="TimeoutException">The collection did not end within 30 seconds.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (thread is not null)
        {
            throw new InvalidOperationException("A process monitor serves one load and was already started.");
        }

        thread = new Thread(Watch) { IsBackground = true, Name = "process monitor" };
        thread.Start();
        try
        {
            await started.Task.WaitAsync(Patience + options.IdlePeriod, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            ending.Set();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public async Task<ResourcesResult> StopAsync(long endedQueries, CancellationToken cancellationToken)
    {
        if (thread is null)
        {
            throw new InvalidOperationException("The process monitor was never started.");
        }

        ending.Set();
        var final = await ended.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        return new ResourcesResult(tally!.Result(final, endedQueries, idleCpuMsPerSecond), Server: null);
    }

    /// <summary>Ends sampling where <see cref="StopAsync"/> was not reached.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        ending.Set();
        if (thread is null)
        {
            probe.Dispose();
        }
    }

    private void Watch()
    {
        try
        {
            CleanHeap.Collect();
            idleCpuMsPerSecond = MeasureIdle();
            var clock = Stopwatch.StartNew();
            Begin();
            started.TrySetResult();
            ended.TrySetResult(SampleUntilEnd(clock));
        }
        catch (Exception failure)
        {
            started.TrySetException(failure);
            ended.TrySetException(failure);
        }
        finally
        {
            probe.Dispose();
        }
    }

    private double? MeasureIdle()
    {
        if (options.IdlePeriod == TimeSpan.Zero)
        {
            return null;
        }

        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        ending.Wait(options.IdlePeriod);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / clock.Elapsed.TotalSeconds;
    }

    private void Begin()
    {
        var first = new ClientTally(ClientReading.Take(probe, exact: true), options.SamplesPerSecond);
        first.AddHandles(probe.CountHandles());
        lock (gate)
        {
            tally = first;
        }
    }

    private ClientReading SampleUntilEnd(Stopwatch clock)
    {
        var interval = TimeSpan.FromSeconds(1.0 / options.SamplesPerSecond);
        for (var sample = 1L; !EndsBefore(interval * sample, clock); sample++)
        {
            Add(clock.Elapsed, ClientReading.Take(probe, exact: false), sample % options.SamplesPerSecond == 0);
        }

        var final = ClientReading.Take(probe, exact: true);
        Add(clock.Elapsed, final, countHandles: true);
        return final;
    }

    /// <summary>Waits for the planned time; a late look is taken at once and the following ones keep to the schedule.</summary>
    private bool EndsBefore(TimeSpan planned, Stopwatch clock)
    {
        var wait = planned - clock.Elapsed;
        return ending.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private void Add(TimeSpan elapsed, in ClientReading reading, bool countHandles)
    {
        var handles = countHandles ? probe.CountHandles() : 0;
        lock (gate)
        {
            tally!.Add(elapsed, reading);
            tally.AddHandles(handles);
        }
    }
}
