using System.IO.Enumeration;
using System.Runtime.Versioning;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Reads <c>/proc/self</c> without allocating: a probe that fed the garbage collector would measure itself. CPU comes from
/// getrusage, whose microseconds are finer than the clock ticks of <c>/proc/self/stat</c>.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessProbe : IProcessProbe
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    private readonly ProcFile _memory = new("/proc/self/statm");
    private readonly ProcFile _status = new("/proc/self/stat");

    public ProcessReading Read()
    {
        // statm: size, then resident, both in pages.
        var resident = ProcStat.Field(_memory.Read(), index: 1) * Environment.SystemPageSize;
        return new ProcessReading(Environment.CpuUsage.TotalTime, resident, ProcStat.Parse(_status.Read()).Threads);
    }

    public int CountHandles()
    {
        var handles = 0;
        foreach (var one in new FileSystemEnumerable<int>("/proc/self/fd", static (ref FileSystemEntry _) => 1, Everything))
        {
            handles += one;
        }

        // The folder being counted is also open.
        return handles - 1;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _status.Dispose();
    }
}
