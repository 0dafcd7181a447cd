using System.Diagnostics;
using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;

namespace SparkLoad.Resources.Tests.Servers;

[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessTreeTests
{
    [Test]
    public void Tree_ProcessWithAChildThatComesLater_CountsBothUntilTheProcessEnds()
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read go; sleep 60 & read stop; kill "
            + "$!"]) { RedirectStandardInput = true })!;
        try
        {
            using var tree = new LinuxProcessTree(shell.Id);
            tree.Refresh();
            tree.Cpu().Keys.ShouldBe([shell.Id]);
            var alone = tree.ResidentBytes();
            alone.ShouldNotBeNull();

            shell.StandardInput.WriteLine("go");
            Eventually.Holds(
                () =>
                {
                    tree.Refresh();
                    return tree.Cpu().Count == 2;
                },
                "The child is not counted.");
            // One that has just been forked has no memory of its own yet.
            Eventually.Holds(() => tree.ResidentBytes() > alone, "The child's memory is not counted.");

            shell.StandardInput.WriteLine("stop");
            shell.WaitForExit(60_000).ShouldBeTrue();
            tree.ResidentBytes().ShouldBeNull();
            tree.Refresh();
            tree.ResidentBytes().ShouldBeNull();
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public void Tree_OfThisProcess_SeesItsMemory()
    {
        using var tree = new LinuxProcessTree(Environment.ProcessId);

        ((double)tree.ResidentBytes()!.Value).ShouldBe(Environment.WorkingSet, Environment.WorkingSet * 0.05);
    }

    [Test]
    public void Tree_NoSuchProcess_IsSaid() =>
        Should.Throw<UnseenException>(() => new LinuxProcessTree(int.MaxValue)).Message.ShouldContain("no process 2147483647 runs here");
}
