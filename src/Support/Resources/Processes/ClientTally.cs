using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.Resources.Processes;

/// <summary>Sums up looks at the client, in memory that does not grow with their number.</summary>
internal sealed class ClientTally
{
    private readonly MemoryTrend memory = new();
    private readonly RecentReadings recent;
    private readonly ClientReading first;
    private TimeSpan last;
    private TimeSpan longestGap;
    private int samples = 1;
    private long peakResident;
    private long peakHeap;
    private int peakThreads;
    private int peakHandles;

    /// <param name="first">The look with which the load begins.</param>
    /// <param name="samplesPerSecond">How many looks make up "the last second".</param>
    public ClientTally(in ClientReading first, int samplesPerSecond)
    {
        this.first = first;
        recent = new RecentReadings(samplesPerSecond + 1);
        recent.Add(TimeSpan.Zero, first);
        RaisePeaks(first);
        memory.Add(TimeSpan.Zero, first.Process.ResidentBytes);
    }

    /// <param name="elapsed">Time since the first look.</param>
    /// <param name="reading">What was seen.</param>
    public void Add(TimeSpan elapsed, in ClientReading reading)
    {
        samples++;
        longestGap = TimeSpan.FromTicks(Math.Max(longestGap.Ticks, (elapsed - last).Ticks));
        last = elapsed;
        RaisePeaks(reading);
        memory.Add(elapsed, reading.Process.ResidentBytes);
        recent.Add(elapsed, reading);
    }

    public void AddHandles(int handles) => peakHandles = Math.Max(peakHandles, handles);

    /// <summary>The newest look; rates are those of about the last second.</summary>
    public ResourceSample Current => recent.ToSample();

    /// <param name="final">The look with which the load ended, already added.</param>
    /// <param name="endedQueries">Queries that CPU is divided by.</param>
    /// <param name="idleCpuMsPerSecond">As measured before the load.</param>
    public ClientResources Result(in ClientReading final, long endedQueries, double? idleCpuMsPerSecond)
    {
        var cpuMs = (final.Process.Cpu - first.Process.Cpu).TotalMilliseconds;
        var allocated = final.AllocatedBytes - first.AllocatedBytes;
        var growth = memory.PerHour();
        return new ClientResources
        {
            PeakMemoryBytes = peakResident,
            StartMemoryBytes = first.Process.ResidentBytes,
            MemoryGrowthBytesPerHour = growth?.Slope,
            MemoryGrowthInterval = growth?.Interval,
            MemorySamples = samples,
            LongestSampleGapMs = longestGap.TotalMilliseconds,
            PeakManagedHeapBytes = peakHeap,
            AllocatedBytes = allocated,
            AllocatedBytesPerSecond = last > TimeSpan.Zero ? allocated / last.TotalSeconds : null,
            CpuMs = cpuMs,
            CpuMsPerQuery = endedQueries > 0 ? cpuMs / endedQueries : null,
            IdleCpuMsPerSecond = idleCpuMsPerSecond,
            GcPauseMs = (final.GcPause - first.GcPause).TotalMilliseconds,
            GcCollections = final.Collections.Since(first.Collections),
            PeakThreads = peakThreads,
            PeakHandles = peakHandles,
        };
    }

    private void RaisePeaks(in ClientReading reading)
    {
        peakResident = Math.Max(peakResident, reading.Process.ResidentBytes);
        peakHeap = Math.Max(peakHeap, reading.ManagedHeapBytes);
        peakThreads = Math.Max(peakThreads, reading.Process.Threads);
    }
}
