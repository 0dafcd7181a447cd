using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class ServerProcessTests
{
    private const long Mebibyte = 1024 * 1024;

    [Test]
    public void Result_LeakingServer_IsCaught()
    {
        var tree = new ScriptedTree();
        using var server = Watched(tree, minutes: 30, minute => 900 + (3 * minute) + (200 * (minute * 7 % 1)));

        var result = server.Result();

        result.MemoryGrowthInterval!.Low!.Value.ShouldBeGreaterThan(100 * Mebibyte);
        result.PeakMemoryBytes!.Value.ShouldBeGreaterThan(1100 * Mebibyte);
        result.StartMemoryBytes.ShouldBe(900 * Mebibyte);
        result.Restarted.ShouldBe(false);
    }

    [Test]
    public void Result_SteadyServer_HasNoGrowth()
    {
        using var server = Watched(new ScriptedTree(), minutes: 30, minute => 900 + (200 * (minute * 7 % 1)));

        server.Result().MemoryGrowthInterval!.High!.Value.ShouldBeLessThan(10 * Mebibyte);
    }

    [Test]
    public void Result_ExecutorThatEndedOrBegan_CountsItsCpuOnlyWhereItCanBeKnown()
    {
        var tree = new ScriptedTree { Resident = Mebibyte };
        tree.CpuSeconds = new() { [1] = 10, [2] = 100 };
        using var server = new ServerProcess(tree);
        server.Begin();
        tree.CpuSeconds = new() { [1] = 14, [3] = 2 };

        server.Result().CpuMs.ShouldBe(6000);
    }

    [Test]
    public void Result_ServerGone_KeepsWhatWasSeenAndSaysRestarted()
    {
        var tree = new ScriptedTree { Resident = 5 * Mebibyte };
        using var server = new ServerProcess(tree);
        server.Begin();
        tree.Resident = null;

        server.Sample(TimeSpan.FromSeconds(1)).ShouldBeNull();
        server.Result().Restarted.ShouldBe(true);
        server.Result().PeakMemoryBytes.ShouldBe(5 * Mebibyte);
    }

    private static ServerProcess Watched(ScriptedTree tree, int minutes, Func<double, double> mebibytes)
    {
        tree.Resident = (long)mebibytes(0) * Mebibyte;
        var server = new ServerProcess(tree);
        server.Begin();
        for (var sample = 1; sample <= minutes * 240; sample++)
        {
            tree.Resident = (long)(mebibytes(sample / 240.0) * Mebibyte);
            server.Sample(TimeSpan.FromMinutes(sample / 240.0));
        }

        return server;
    }

    private sealed class ScriptedTree : IProcessTree
    {
        public long? Resident { get; set; }

        public Dictionary<int, double> CpuSeconds { get; set; } = [];

        public void Refresh()
        {
        }

        public long? ResidentBytes() => Resident;

        public IReadOnlyDictionary<int, TimeSpan> Cpu() =>
            CpuSeconds.ToDictionary(pair => pair.Key, pair => TimeSpan.FromSeconds(pair.Value));

        public void Dispose()
        {
        }
    }
}
