using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.ProfileReader;

/// <summary>A recording as the results hold it.</summary>
internal static class ProfileSummary
{
    private const int MostPauses = 60;

    public static ClientProfile Of(RecordedTrace trace) => new()
    {
        DurationMs = trace.DurationMs,
        Note = trace.LostEvents > 0
            ? string.Create(CultureInfo.InvariantCulture, $"The runtime lost {trace.LostEvents:#,0} events of the profile.")
            : null,
        Cpu = new CpuProfile
        {
            Samples = trace.Samples.Count,
            ThreadSamples = trace.ThreadSamples,
            IntervalMs = trace.IntervalMs,
            Frames = new CallTree(trace).Frames(),
        },
        Allocations = AllocationEstimate.Of(trace.Allocations),
        Gc = Collections(trace.Collections),
    };

    private static GcProfile Collections(IReadOnlyList<Collection> collections) => new()
    {
        Collections = collections.Count,
        PauseMs = collections.Sum(collection => collection.PauseMs),
        LongestPauseMs = collections.Select(collection => collection.PauseMs).DefaultIfEmpty().Max(),
        Pauses =
        [
            .. collections
                .OrderByDescending(collection => collection.PauseMs).Take(MostPauses)
                .OrderBy(collection => collection.AtMs)
                .Select(collection => new GcPause(
                    Math.Round(collection.AtMs / 1000, 3),
                    collection.Generation,
                    collection.PauseMs,
                    collection.Reason)),
        ],
    };
}
