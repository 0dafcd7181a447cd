using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// A file of <c>/proc</c> that stays open and is read without allocating. The kernel makes its content anew at each read, and
/// ties it to the process: once that is gone, reading fails, even when a later process gets its number.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[1024];

    /// <exception cref="IOException">There is no such process.</exception>
    public ProcFile(string path) => _file = File.OpenHandle(path);

    /// <summary>The content now, valid until the next read.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public ReadOnlySpan<byte> Read() => _buffer.AsSpan(0, RandomAccess.Read(_file, _buffer, fileOffset: 0));

    public void Dispose() => _file.Dispose();
}
