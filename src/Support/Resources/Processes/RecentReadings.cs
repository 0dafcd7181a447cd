using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.Resources.Processes;

/// <summary>The last few looks, from which rates of the moment follow.</summary>
internal sealed class RecentReadings(int capacity)
{
    private readonly (TimeSpan Elapsed, ClientReading Reading)[] _ring = new (TimeSpan, ClientReading)[capacity];
    private int _count;

    public void Add(TimeSpan elapsed, in ClientReading reading) => _ring[_count++ % _ring.Length] = (elapsed, reading);

    public ResourceSample ToSample()
    {
        var (newestAt, newest) = _ring[(_count - 1) % _ring.Length];
        var (oldestAt, oldest) = _ring[_count <= _ring.Length ? 0 : _count % _ring.Length];
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
