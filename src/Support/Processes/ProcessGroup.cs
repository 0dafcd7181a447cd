using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SparkLoad.Processes;

/// <summary>
/// Process groups of POSIX systems. A watcher leads a session of its own, so that Ctrl-C in the terminal does not
/// reach what it watches, and so that orphans among its descendants can still be ended together.
/// </summary>
internal static partial class ProcessGroup
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Makes this process the leader of a new session and group. Without effect on Windows.</summary>
    public static void LeadNew()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetSession();
        }
    }

    /// <summary>Asks a process to end; on Windows, where nothing of that kind exists, does nothing.</summary>
    public static void AskToEnd(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Signal(processId, Terminate);
        }
    }

    /// <summary>Ends every process of the group at once, this one too if it is a member.</summary>
    public static void End(int leaderId)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Signal(-leaderId, Kill);
        }
    }

    /// <summary>Ends a process with its descendants.</summary>
    public static void EndTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It was quicker.
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int processId, int signal);
}
