using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// Watches the server from wherever it can be seen. It never fails the load: what cannot be read is null and noted. While the
/// load runs it only reads files of the operating system; Spark itself is asked before and after.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan UiPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HistogramPatience = TimeSpan.FromSeconds(20);

    private readonly int? _processId;
    private readonly Func<int> _ownSessions;
    private readonly Notes _notes = new();
    private readonly SparkUi? _ui;
    private ServerProcess? _process;
    private HeapWatch? _heap;
    private ApplicationFigures? _before;
    private LiveObjects? _liveBefore;

    private ServerWatch(ServerVantage vantage)
    {
        (_processId, _ownSessions) = (vantage.ProcessId, vantage.OwnSessions);
        _ui = vantage.Ui is { } address ? new SparkUi(address, UiPatience) : null;
    }

    /// <summary>Reads what the load will be held against, the full collection of the class histogram included.</summary>
    public static async Task<ServerWatch> StartAsync(ServerVantage vantage, CancellationToken cancellationToken)
    {
        var watch = new ServerWatch(vantage);
        try
        {
            await watch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The load begins. Called by the sampling thread, as is <see cref="Sample"/>.</summary>
    /// <returns>Resident memory of the server's processes; null where it cannot be seen.</returns>
    public long? Begin()
    {
        _heap?.Begin();
        return _process?.Begin();
    }

    /// <param name="elapsed">Time since <see cref="Begin"/>.</param>
    /// <returns>As for <see cref="Begin"/>.</returns>
    public long? Sample(TimeSpan elapsed) => _process?.Sample(elapsed);

    /// <summary>The load's duration is over and the sampling thread has ended.</summary>
    public async Task<ServerResources> StopAsync(CancellationToken cancellationToken)
    {
        var seen = _process?.Result() ?? new ServerResources();
        if (_heap is not null)
        {
            var (peak, gcTime) = _heap.SinceBegin();
            seen = seen with { PeakHeapBytes = peak, GcTimeMs = gcTime.TotalMilliseconds };
            await _heap.DisposeAsync().ConfigureAwait(false);
        }

        if (_before is not null && await SeeAsync(() => _ui!.ReadAsync(cancellationToken)).ConfigureAwait(false) is { } after)
        {
            var restarted = after.ApplicationId != _before.ApplicationId;
            var executors = restarted ? null : ExecutorChange.Between(_before, after);
            seen = seen with
            {
                Executors = executors,
                GcTimeMs = seen.GcTimeMs ?? executors?.GcTimeMs,
                Restarted = restarted || seen.Restarted == true,
            };
        }

        if (seen.Restarted == true)
        {
            _notes.Add("the server is not the one that was there when the load began");
        }

        return seen with { LiveBefore = _liveBefore, Note = _notes.Text };
    }

    /// <summary>Nothing is in flight any more, so a full collection on the server disturbs no query.</summary>
    public async Task<ServerResources> SettleAsync(ServerResources seen, CancellationToken cancellationToken)
    {
        if (_liveBefore is null || seen.Restarted == true)
        {
            return seen;
        }

        // What the server frees a moment after the load is not left on it.
        var live = await ReadSettledAsync(_liveBefore, cancellationToken).ConfigureAwait(false);
        return seen with { LiveAfter = live, Note = _notes.Text };
    }

    public async ValueTask DisposeAsync()
    {
        _ui?.Dispose();
        _process?.Dispose();
        if (_heap is not null)
        {
            await _heap.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await PrepareProcessAsync(cancellationToken).ConfigureAwait(false);
        // Last, so that the full collection of the histogram is before it.
        if (_ui is null)
        {
            _notes.Add("no UI address of the server is known, so tasks, shuffle and executors are not seen");
            return;
        }

        _before = await SeeAsync(() => _ui.ReadAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async Task PrepareProcessAsync(CancellationToken cancellationToken)
    {
        if (_processId is not { } processId)
        {
            _notes.Add(
                "the server's process is not on this machine or not known, so its resident memory, heap and live objects are not seen");
            return;
        }

        _process = await SeeAsync(() => Task.FromResult(new ServerProcess(TreeOf(processId)))).ConfigureAwait(false);
        _liveBefore = await ReadSettledAsync(before: null, cancellationToken).ConfigureAwait(false);
        _heap = await SeeAsync(() => HeapWatch.StartAsync(processId, cancellationToken)).ConfigureAwait(false);
    }

    private static LinuxProcessTree TreeOf(int processId) => OperatingSystem.IsLinux()
        ? new LinuxProcessTree(processId)
        : throw new UnseenException("resident memory of the server is read on Linux only");

    private Task<LiveObjects?> ReadSettledAsync(LiveObjects? before, CancellationToken cancellationToken) => SettledObjects.ReadAsync(
        () => ReadLiveAsync(cancellationToken), () => Task.Delay(SettledObjects.BetweenLooks, cancellationToken), before);

    private Task<LiveObjects?> ReadLiveAsync(CancellationToken cancellationToken) => SeeAsync(
        async () => await ClassHistogram.ReadAsync(_processId!.Value, HistogramPatience, cancellationToken).ConfigureAwait(false)
            with { OwnSessions = _ownSessions() });

    private async Task<T?> SeeAsync<T>(Func<Task<T>> look)
        where T : class
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (UnseenException unseen)
        {
            _notes.Add(unseen.Message);
            return null;
        }
    }
}
