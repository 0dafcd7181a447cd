using System.Globalization;
using System.Runtime.Versioning;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Reads <c>/proc</c> of another process. Its CPU comes in steps of 10 ms (USER_HZ), as the kernel tells no finer of all threads together.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxExternalProbe : IProcessProbe
{
    private readonly ProcFile _status;
    private readonly string _handles;

    /// <exception cref="IOException">There is no such process.</exception>
    public LinuxExternalProbe(int processId)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        _status = new ProcFile($"{folder}/stat");
        _handles = $"{folder}/fd";
    }

    public ProcessReading Read()
    {
        var stat = ProcStat.Parse(_status.Read());
        return stat.IsZombie
            ? throw new IOException("The process has ended.")
            : new ProcessReading(stat.Cpu, stat.ResidentBytes, stat.Threads);
    }

    public int CountHandles() => Directory.EnumerateFileSystemEntries(_handles).Count();

    public void Dispose() => _status.Dispose();
}
