using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class ExecutorChangeTests
{
    [Test]
    public void Between_OldAndNewExecutors_CountsOnlyTheLoad()
    {
        var change = ExecutorChange.Between(
            Application(Executor("1", tasks: 100, gcMs: 50), Executor("driver")),
            Application(Executor("1", tasks: 130, gcMs: 80), Executor("2", tasks: 7, gcMs: 5), Executor("driver")));

        change.CompletedTasks.ShouldBe(37);
        change.GcTimeMs.ShouldBe(35);
        change.Alive.ShouldBe(3);
        change.Lost.ShouldBe(0);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Between_ExecutorGone_IsLost(bool stillListed)
    {
        List<ExecutorFigures> after = [Executor("driver"), Executor("old", alive: false)];
        if (stillListed)
        {
            after.Add(Executor("1", alive: false));
        }

        var change = ExecutorChange.Between(
            Application(Executor("1"), Executor("driver"), Executor("old", alive: false)), Application([.. after]));

        change.Lost.ShouldBe(1);
        change.Alive.ShouldBe(1);
    }

    [TestCase(500, 500, false)]
    [TestCase(500, 600, true)]
    public void Between_HeapPeakOfTheExecutorsLife_SaysWhetherTheLoadRaisedIt(long before, long after, bool ofLoad)
    {
        var change = ExecutorChange.Between(Application(Executor("driver", heap: before)), Application(Executor("driver", heap: after)));

        change.PeakHeapBytes.ShouldBe(after);
        change.HeapPeakIsOfLoad.ShouldBe(ofLoad);
    }

    [Test]
    public void Between_NoHeartbeatYet_HasNoPeak() =>
        ExecutorChange.Between(Application(Executor("driver")), Application(Executor("driver"))).PeakHeapBytes.ShouldBeNull();

    private static ApplicationFigures Application(params ExecutorFigures[] executors) => new("local-1", executors);

    private static ExecutorFigures Executor(string id, long tasks = 0, double gcMs = 0, long heap = 0, bool alive = true) => new()
    {
        Id = id,
        Alive = alive,
        PeakHeapBytes = heap,
        GcTimeMs = gcMs,
        CompletedTasks = tasks,
        FailedTasks = 0,
        ShuffleReadBytes = 0,
        ShuffleWriteBytes = 0,
        StorageMemoryBytes = 0,
    };
}
