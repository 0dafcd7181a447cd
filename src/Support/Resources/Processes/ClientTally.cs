using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Resources.Processes;

/// <summary>Sums up looks at the client, in memory that does not grow with their number.</summary>
internal sealed class ClientTally
{
    private readonly MemoryTrend _memory = new();
    private readonly RecentReadings _recent;
    private readonly ClientReading _first;
    private TimeSpan _last;
    private TimeSpan _longestGap;
    private int _samples = 1;
    private long _peakResident;
    private long _peakHeap;
    private int _peakThreads;
    private int _peakHandles;

    /// <param name="first">The look with which the load begins.</param>
    /// <param name="samplesPerSecond">How many looks make up "the last second".</param>
    public ClientTally(in ClientReading first, int samplesPerSecond)
    {
        _first = first;
        _recent = new RecentReadings(samplesPerSecond + 1);
        _recent.Add(TimeSpan.Zero, first);
        RaisePeaks(first);
        _memory.Add(TimeSpan.Zero, first.Process.ResidentBytes);
    }

    /// <param name="elapsed">Time since the first look.</param>
    /// <param name="reading">What was seen.</param>
    public void Add(TimeSpan elapsed, in ClientReading reading)
    {
        _samples++;
        _longestGap = TimeSpan.FromTicks(Math.Max(_longestGap.Ticks, (elapsed - _last).Ticks));
        _last = elapsed;
        RaisePeaks(reading);
        _memory.Add(elapsed, reading.Process.ResidentBytes);
        _recent.Add(elapsed, reading);
    }

    public void AddHandles(int handles) => _peakHandles = Math.Max(_peakHandles, handles);

    /// <summary>The newest look; rates are those of about the last second.</summary>
    public ResourceSample Current => _recent.ToSample();

    /// <param name="final">The look with which the load ended, already added.</param>
    /// <param name="answeredQueries">Queries that CPU is divided by.</param>
    /// <param name="idleCpuMsPerSecond">As measured before the load.</param>
    public ClientResources Result(in ClientReading final, long answeredQueries, double? idleCpuMsPerSecond)
    {
        var cpuMs = (final.Process.Cpu - _first.Process.Cpu).TotalMilliseconds;
        var allocated = final.AllocatedBytes - _first.AllocatedBytes;
        var growth = _memory.PerHour();
        return new ClientResources
        {
            PeakMemoryBytes = _peakResident,
            StartMemoryBytes = _first.Process.ResidentBytes,
            MemoryGrowthBytesPerHour = growth?.Slope,
            MemoryGrowthInterval = growth?.Interval,
            MemorySamples = _samples,
            LongestSampleGapMs = _longestGap.TotalMilliseconds,
            PeakManagedHeapBytes = _peakHeap,
            AllocatedBytes = allocated,
            AllocatedBytesPerSecond = _last > TimeSpan.Zero ? allocated / _last.TotalSeconds : null,
            CpuMs = cpuMs,
            CpuMsPerQuery = answeredQueries > 0 ? cpuMs / answeredQueries : null,
            IdleCpuMsPerSecond = idleCpuMsPerSecond,
            GcPauseMs = (final.GcPause - _first.GcPause).TotalMilliseconds,
            GcCollections = final.Collections.Since(_first.Collections),
            PeakThreads = _peakThreads,
            PeakHandles = _peakHandles,
        };
    }

    private void RaisePeaks(in ClientReading reading)
    {
        _peakResident = Math.Max(_peakResident, reading.Process.ResidentBytes);
        _peakHeap = Math.Max(_peakHeap, reading.ManagedHeapBytes);
        _peakThreads = Math.Max(_peakThreads, reading.Process.Threads);
    }
}
