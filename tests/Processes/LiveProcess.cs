using System.Diagnostics;
using System.Globalization;

namespace SparkLoad.Processes.Tests;

/// <summary>Looks at processes from outside, as <c>ps</c> would.</summary>
internal static class LiveProcess
{
    /// <summary>A process that runs; zombies have ended.</summary>
    public static bool Runs(int processId)
    {
        var stat = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat";
        try
        {
            if (Directory.Exists("/proc/self"))
            {
                var text = File.ReadAllText(stat);
                return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
            }

            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return false;
        }
    }

    /// <returns>Whether it was gone within the limit.</returns>
    public static async Task<bool> EndsWithinAsync(int processId, TimeSpan limit)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < limit; await Task.Delay(50))
        {
            if (!Runs(processId))
            {
                return true;
            }
        }

        return !Runs(processId);
    }
}
