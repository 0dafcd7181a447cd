using System.Diagnostics;
using Shouldly;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.Resources.Tests;

/// <summary>Waits for what a test needs, as long as it takes, within a limit that only a fault reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static void Holds(Func<bool> condition, string otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(Limit, otherwise);
            Thread.Sleep(10);
        }
    }

    /// <summary>Waits until a monitor has looked at this process so many times more; no two looks see the same processor time.</summary>
    public static void Looks(IResourceMonitor monitor, int times)
    {
        for (var seen = 0; seen < times; seen++)
        {
            var last = monitor.Current;
            Holds(() => monitor.Current != last, $"The monitor looked {seen} times more, not {times}.");
        }
    }
}
