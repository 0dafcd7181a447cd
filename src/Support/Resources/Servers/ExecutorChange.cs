using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>What happened to the executors between two looks.</summary>
internal static class ExecutorChange
{
    public static ExecutorTotals Between(ApplicationFigures before, ApplicationFigures after)
    {
        // An executor that was added meanwhile began from nothing.
        var known = before.Executors.ToDictionary(executor => executor.Id);
        var peakBefore = before.Executors.Select(executor => executor.PeakHeapBytes).DefaultIfEmpty().Max();
        var peakAfter = after.Executors.Select(executor => executor.PeakHeapBytes).DefaultIfEmpty().Max();
        return new ExecutorTotals
        {
            Alive = after.Executors.Count(executor => executor.Alive),
            Lost = Lost(before, after),
            PeakHeapBytes = peakAfter > 0 ? peakAfter : null,
            HeapPeakIsOfLoad = peakAfter > peakBefore,
            GcTimeMs = after.Executors.Sum(Grown(executor => executor.GcTimeMs)),
            CompletedTasks = Count(executor => executor.CompletedTasks),
            FailedTasks = Count(executor => executor.FailedTasks),
            ShuffleReadBytes = Count(executor => executor.ShuffleReadBytes),
            ShuffleWriteBytes = Count(executor => executor.ShuffleWriteBytes),
            StorageMemoryBytes = after.Executors.Where(executor => executor.Alive).Sum(executor => executor.StorageMemoryBytes),
        };

        Func<ExecutorFigures, double> Grown(Func<ExecutorFigures, double> figure) => executor =>
            figure(executor) - (known.TryGetValue(executor.Id, out var old) ? figure(old) : 0);

        long Count(Func<ExecutorFigures, long> figure) => (long)after.Executors.Sum(Grown(executor => figure(executor)));
    }

    private static int Lost(ApplicationFigures before, ApplicationFigures after)
    {
        // The REST API lists the last executors that were lost (spark.ui.retainedDeadExecutors) and drops older ones.
        var dead = after.Executors.Where(executor => !executor.Alive).Select(executor => executor.Id);
        var gone = before.Executors.Where(executor => executor.Alive).Select(executor => executor.Id)
            .Except(after.Executors.Select(executor => executor.Id));
        return dead.Except(before.Executors.Where(executor => !executor.Alive).Select(executor => executor.Id)).Count() + gone.Count();
    }
}
