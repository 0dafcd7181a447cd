using SparkLoad.Resources.Processes;
using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>Memory and CPU of the server's processes during a load; called by the sampling thread.</summary>
internal sealed class ServerProcess(IProcessTree tree) : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(10);

    private readonly MemoryTrend _memory = new();
    private IReadOnlyDictionary<int, TimeSpan> _cpuBefore = new Dictionary<int, TimeSpan>();
    private TimeSpan _refreshed;
    private long? _start;
    private long _peak;
    private int _samples;

    /// <summary>The load begins.</summary>
    public long? Begin()
    {
        tree.Refresh();
        _cpuBefore = tree.Cpu();
        return _start = Sample(TimeSpan.Zero);
    }

    /// <param name="elapsed">Time since <see cref="Begin"/>.</param>
    /// <returns>Resident memory now, or null when the server's process is gone.</returns>
    public long? Sample(TimeSpan elapsed)
    {
        if (elapsed - _refreshed >= RefreshInterval)
        {
            tree.Refresh();
            _refreshed = elapsed;
        }

        var resident = tree.ResidentBytes();
        if (resident is { } bytes)
        {
            _samples++;
            _peak = Math.Max(_peak, bytes);
            _memory.Add(elapsed, bytes);
        }

        return resident;
    }

    /// <summary>What was seen, to be called when sampling is over.</summary>
    public ServerResources Result()
    {
        var growth = _memory.PerHour();
        return new ServerResources
        {
            PeakMemoryBytes = _samples > 0 ? _peak : null,
            StartMemoryBytes = _start,
            MemorySamples = _samples,
            MemoryGrowthBytesPerHour = growth?.Slope,
            MemoryGrowthInterval = growth?.Interval,
            CpuMs = tree.Cpu().Sum(member => (member.Value - _cpuBefore.GetValueOrDefault(member.Key)).TotalMilliseconds),
            Restarted = tree.ResidentBytes() is null,
        };
    }

    public void Dispose() => tree.Dispose();
}
