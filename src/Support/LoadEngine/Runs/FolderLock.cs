using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>A lock on a folder itself, so that nothing is written into it. Linux and macOS have such locks; .NET opens no folder.</summary>
internal static partial class FolderLock
{
    private const int ReadOnly = 0;
    private const int ExclusiveOrNone = 2 | 4;
    private const int Interrupted = 4;

    /// <summary>Linux and macOS number some errors and flags otherwise.</summary>
    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    private static int CloseInChildren => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <returns>What holds the lock until it is disposed; null while another process, or another handle of this one, holds it.</returns>
    /// <exception cref="IOException">The folder cannot be opened or locked.</exception>
    public static SafeFileHandle? Take(string folder)
    {
        var handle = Open(folder);
        while (Lock(handle, ExclusiveOrNone) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted)
            {
                continue;
            }

            handle.Dispose();
            return error == WouldBlock ? null : throw Failure(error);
        }

        return handle;
    }

    private static SafeFileHandle Open(string folder)
    {
        while (true)
        {
            var descriptor = Open(folder, ReadOnly | CloseInChildren);
            if (descriptor >= 0)
            {
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }

            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw Failure(error);
            }
        }
    }

    private static IOException Failure(int error) => new(new Win32Exception(error).Message);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle descriptor, int operation);
}
