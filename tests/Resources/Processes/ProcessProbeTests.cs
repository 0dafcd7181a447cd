using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Resources.Tests.Processes;

[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class ProcessProbeTests
{
    [Test]
    public void Read_BothProbes_SeeTheSameProcess()
    {
        using var linux = new LinuxProcessProbe();
        using var portable = new PortableProcessProbe();

        var left = linux.Read();
        var right = portable.Read();

        ((double)left.ResidentBytes).ShouldBe(right.ResidentBytes, 0.05 * right.ResidentBytes);
        left.Threads.ShouldBeInRange(right.Threads - 3, right.Threads + 3);
        linux.CountHandles().ShouldBeInRange(portable.CountHandles() - 5, portable.CountHandles() + 5);
    }

    [Test]
    public void Read_MoreMemory_ShowsAtTheNextLook()
    {
        using var probe = new LinuxProcessProbe();
        var before = probe.Read().ResidentBytes;
        var memory = new byte[50_000_000];
        Array.Fill<byte>(memory, 1);

        (probe.Read().ResidentBytes - before).ShouldBeGreaterThan(40_000_000);
        GC.KeepAlive(memory);
    }

    [Test]
    public void Take_ManyTimes_DoesNotAllocate()
    {
        using var probe = new LinuxProcessProbe();
        var tally = new ClientTally(ClientReading.Take(probe, exact: false), 10);
        Looks(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Looks(1000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);

        void Looks(int count)
        {
            for (var i = 0; i < count; i++)
            {
                tally.Add(TimeSpan.FromMilliseconds(i), ClientReading.Take(probe, exact: false));
            }
        }
    }

    [Test]
    public void Read_ThousandTimes_CostsLittle()
    {
        using var probe = new LinuxProcessProbe();
        probe.Read();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 1000; i++)
        {
            ClientReading.Take(probe, exact: false);
        }

        var cost = (Environment.CpuUsage.TotalTime - before) / 1000;
        var handlesBefore = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 100; i++)
        {
            probe.CountHandles();
        }

        var handles = (Environment.CpuUsage.TotalTime - handlesBefore) / 100;
        TestContext.Out.WriteLine($"one look {cost.TotalMicroseconds:F0} µs, counting handles {handles.TotalMicroseconds:F0} µs");
        // Ten looks a second and one count: far below 1% of a core.
        ((cost * 10) + handles).ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
    }
}
