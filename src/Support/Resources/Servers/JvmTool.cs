using System.ComponentModel;
using System.Diagnostics;

namespace SparkLoad.Resources.Servers;

/// <summary>The JDK's tools that belong to a running JVM. They see it only as the same user.</summary>
internal static class JvmTool
{
    // A tool is a JVM alongside the one that is measured: small, and without the compiler that takes the most (half of jstat's processor
    // time).
    private static readonly string[] Small = ["-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1"];

    /// <param name="tool"><c>jstat</c> or <c>jcmd</c>.</param>
    /// <param name="processId">The JVM.</param>
    /// <param name="arguments">Arguments of the tool.</param>
    /// <exception cref="UnseenException">The tool is not there, or the process is not a JVM.</exception>
    public static Process Start(string tool, int processId, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Locate(tool, processId), [.. Small, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new UnseenException($"{tool} is neither next to the server's java nor on the PATH (it comes with a JDK)", failure);
        }
    }

    /// <summary>Ends the tool if it still runs.</summary>
    public static void End(Process tool)
    {
        try
        {
            tool.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    /// <summary>The tool of the very JDK that runs the server understands it best; else the one on the PATH.</summary>
    private static string Locate(string tool, int processId)
    {
        var java = ProgramOf(processId);
        // jcmd knocks with a signal that ends whatever is not a JVM.
        if (Path.GetFileNameWithoutExtension(java) != "java")
        {
            throw new UnseenException($"process {processId} is not a JVM but {Path.GetFileName(java)}, so its heap is not read");
        }

        var beside = Path.Combine(Path.GetDirectoryName(java)!, OperatingSystem.IsWindows() ? tool + ".exe" : tool);
        return File.Exists(beside) ? beside : tool;
    }

    private static string ProgramOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.MainModule?.FileName ?? throw new UnseenException($"the program of process {processId} cannot be read");
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            throw new UnseenException($"process {processId} is gone or another user's, so its heap is not read", failure);
        }
    }
}
