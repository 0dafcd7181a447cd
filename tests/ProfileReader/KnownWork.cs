using System.Runtime.CompilerServices;

namespace SparkLoad.ProfileReader.Tests;

/// <summary>Work of which a profile must tell the truth.</summary>
internal static class KnownWork
{
    public const int ObjectBytes = 10_024;

    /// <summary>Computes for so much of the processor's time, to be most of the work on a busy machine too, and hardly allocates.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Burn(TimeSpan time)
    {
        var before = Environment.CpuUsage.TotalTime;
        var sum = 0.0;
        while (Environment.CpuUsage.TotalTime - before < time)
        {
            for (var i = 1; i < 200_000; i++)
            {
                sum += Math.Sqrt(i + sum);
            }
        }

        return sum;
    }

    /// <summary>Allocates arrays of a type that nothing else uses.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Allocate(int arrays)
    {
        for (var i = 0; i < arrays; i++)
        {
            GC.KeepAlive(new KnownItem[(ObjectBytes - 24) / 8]);
        }
    }

    /// <summary>Waits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Block(ManualResetEventSlim release) => release.Wait();

    private sealed class KnownItem;
}
