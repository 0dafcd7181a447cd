using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.Resources.Processes;

/// <summary>The last few looks, from which rates of the moment follow.</summary>
internal sealed class RecentReadings(int capacity)
{
    private readonly (TimeSpan Elapsed, ClientReading Reading)[] ring = new (TimeSpan, ClientReading)[capacity];
    private int count;

    public void Add(TimeSpan elapsed, in ClientReading reading) => ring[count++ % ring.Length] = (elapsed, reading);

    public ResourceSample ToSample()
    {
        var (newestAt, newest) = ring[(count - 1) % ring.Length];
        var (oldestAt, oldest) = ring[count <= ring.Length ? 0 : count % ring.Length];
        var seconds = (newestAt - oldestAt).TotalSeconds;
        var perSecond = seconds > 0 ? 1 / seconds : 0;
        return new ResourceSample(
            CpuPercentOfOneCore: (newest.Process.Cpu - oldest.Process.Cpu).TotalSeconds * perSecond * 100,
            ResidentBytes: newest.Process.ResidentBytes,
            ManagedHeapBytes: newest.ManagedHeapBytes,
            GcPauseMs: (newest.GcPause - oldest.GcPause).TotalMilliseconds,
            Threads: newest.Process.Threads,
            ServerResidentBytes: null,
            AllocatedBytesPerSecond: (newest.AllocatedBytes - oldest.AllocatedBytes) * perSecond);
    }
}
