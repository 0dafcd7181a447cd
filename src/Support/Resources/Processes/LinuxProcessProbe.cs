using System.Buffers.Text;
using System.IO.Enumeration;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Reads <c>/proc/self</c> (proc(5)) through files that stay open, without allocating: a probe that fed the garbage collector
/// would measure itself. CPU comes from getrusage, whose microseconds are finer than the clock ticks of <c>/proc/self/stat</c>.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessProbe : IProcessProbe
{
    private const string Descriptors = "/proc/self/fd";
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    private readonly SafeFileHandle memory = File.OpenHandle("/proc/self/statm");
    private readonly SafeFileHandle status = File.OpenHandle("/proc/self/stat");
    private readonly byte[] buffer = new byte[2048];

    public ProcessReading Read()
    {
        // statm: size, then resident, both in pages.
        var resident = Field(Content(memory), index: 1) * Environment.SystemPageSize;

        // stat: the second field is the program's name in parentheses and may itself hold spaces and parentheses.
        var afterName = Content(status);
        afterName = afterName[(afterName.LastIndexOf((byte)')') + 2)..];
        var threads = (int)Field(afterName, index: 17);

        return new ProcessReading(Environment.CpuUsage.TotalTime, resident, threads);
    }

    public int CountHandles()
    {
        var handles = 0;
        foreach (var one in new FileSystemEnumerable<int>(Descriptors, static (ref FileSystemEntry _) => 1, Everything))
        {
            handles += one;
        }

        // The folder being counted is open, too.
        return handles - 1;
    }

    public void Dispose()
    {
        memory.Dispose();
        status.Dispose();
    }

    private ReadOnlySpan<byte> Content(SafeFileHandle file) => buffer.AsSpan(0, RandomAccess.Read(file, buffer, fileOffset: 0));

    private static long Field(ReadOnlySpan<byte> line, int index)
    {
        for (; index > 0; index--)
        {
            line = line[(line.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(line, out long value, out _)
            ? value
            : throw new InvalidDataException("/proc/self/stat or statm does not look as proc(5) describes it.");
    }
}
