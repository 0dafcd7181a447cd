using System.Diagnostics;
using System.Globalization;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// Follows the heap of the server's JVM through one <c>jstat -gc</c> that prints a line a second. jstat reads a file that the JVM
/// shares, so the server does nothing for it; it ends with the JVM, after the load, or after a day.
/// </summary>
internal sealed class HeapWatch : IAsyncDisposable
{
    private const int MostSamples = 24 * 60 * 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _tool;
    private readonly TaskCompletionSource _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private HeapSample? _first;
    private HeapSample? _newest;
    private long _peak;

    private HeapWatch(int processId)
    {
        _tool = JvmTool.Start(
            "jstat", processId, "-gc", processId.ToString(CultureInfo.InvariantCulture), "1000", MostSamples.ToString(
                CultureInfo.InvariantCulture));
        _reading = ReadAsync();
    }

    /// <exception cref="UnseenException">jstat is missing or cannot see the JVM.</exception>
    public static async Task<HeapWatch> StartAsync(int processId, CancellationToken cancellationToken)
    {
        var watch = new HeapWatch(processId);
        try
        {
            await watch._firstLine.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch (Exception failure)
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw failure is TimeoutException ? new UnseenException("jstat printed nothing within 10 s", failure) : failure;
        }
    }

    /// <summary>Forgets what was before the load.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _first = _newest;
            _peak = _newest?.UsedBytes ?? 0;
        }
    }

    /// <summary>Highest used heap since the load began, and the time that collections took.</summary>
    public (long PeakBytes, TimeSpan GcTime) SinceBegin()
    {
        lock (_gate)
        {
            return (_peak, _newest is { } last && _first is { } start ? last.GcTime - start.GcTime : TimeSpan.Zero);
        }
    }

    public async ValueTask DisposeAsync()
    {
        JvmTool.End(_tool);
        await _reading.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _tool.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var errors = _tool.StandardError.ReadToEndAsync();
            var header = await _tool.StandardOutput.ReadLineAsync().ConfigureAwait(false);
            while (header is not null && await _tool.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                var sample = HeapSample.Parse(header, line);
                lock (_gate)
                {
                    _newest = sample;
                    _peak = Math.Max(_peak, sample.UsedBytes);
                }

                _firstLine.TrySetResult();
            }

            _firstLine.TrySetException(new UnseenException($"jstat cannot see the server: {(await errors.ConfigureAwait(false)).Trim()}"));
        }
        catch (Exception failure)
        {
            _firstLine.TrySetException(failure);
        }
    }
}
