using System.Diagnostics;
using System.Globalization;

namespace SparkLoad.Targets.Tests.Pauses;

/// <summary>A process that is paused for a while, as under a long garbage collection or on a machine that was suspended.</summary>
internal static class ProcessPause
{
    /// <returns>From when to when it was paused, by the wall clock.</returns>
    public static async Task<(DateTimeOffset From, DateTimeOffset To)> HoldAsync(
        int processId, TimeSpan time, CancellationToken cancellationToken)
    {
        await SignalAsync("STOP", processId, cancellationToken);
        var from = DateTimeOffset.UtcNow;
        try
        {
            await Task.Delay(time, cancellationToken);
        }
        finally
        {
            await SignalAsync("CONT", processId, CancellationToken.None);
        }

        return (from, DateTimeOffset.UtcNow);
    }

    private static async Task SignalAsync(string name, int processId, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-" + name, processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
