using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>What all rounds of one side cost together.</summary>
internal static class RoundResources
{
    /// <returns>Sums of what adds up and the highest of what peaks; null where a round was not watched.</returns>
    public static ResourcesResult? Of(IReadOnlyList<LoadMeasurement> rounds)
    {
        var each = rounds.Select(round => round.Resources?.Client).OfType<ClientResources>().ToArray();
        if (each.Length < rounds.Count || each.Length == 0)
        {
            return null;
        }

        // Of the queries of all loads that the side sends, as the CPU is.
        var ended = each.Sum(client => client.CpuMsPerQuery is > 0 and var perQuery ? Math.Round(client.CpuMs / perQuery) : 0);
        var cpu = each.Sum(client => client.CpuMs);
        var seconds = rounds.Sum(round => round.Measured.TotalSeconds);
        var allocated = each.Sum(client => client.AllocatedBytes);
        return new ResourcesResult(each[0] with
        {
            // It is told of one load only (docs/decisions/0032).
            MemoryGrowthBytesPerHour = null,
            MemoryGrowthInterval = null,
            PeakMemoryBytes = each.Max(client => client.PeakMemoryBytes),
            MemorySamples = each.Sum(client => client.MemorySamples),
            LongestSampleGapMs = each.Max(client => client.LongestSampleGapMs),
            PeakManagedHeapBytes = each.Max(client => client.PeakManagedHeapBytes),
            AllocatedBytes = allocated,
            AllocatedBytesPerSecond = seconds > 0 ? allocated / seconds : null,
            CpuMs = cpu,
            CpuMsPerQuery = ended > 0 ? cpu / ended : null,
            GcPauseMs = each.Sum(client => client.GcPauseMs),
            GcCollections = [.. Enumerable.Range(0, 3)
                .Select(generation => each.Sum(client => client.GcCollections.ElementAtOrDefault(generation)))],
            PeakThreads = each.Max(client => client.PeakThreads),
            PeakHandles = each.Max(client => client.PeakHandles),
        }, Server: null);
    }
}
