namespace SparkLoad.Resources.Processes;

/// <summary>One look at the client: its process and the runtime inside it. Counters run since the process began.</summary>
internal readonly record struct ClientReading(
    ProcessReading Process, long ManagedHeapBytes, long AllocatedBytes, TimeSpan GcPause, GenerationCounts Collections)
{
    /// <param name="probe">Reads the process.</param>
    /// <param name="exact">
    /// Stops all threads for a moment to count every allocated byte; otherwise up to 8 KB a thread are missing. For the two ends of
    /// a load only.
    /// </param>
    public static ClientReading Take(IProcessProbe probe, bool exact) => new(
        probe.Read(),
        GC.GetTotalMemory(forceFullCollection: false),
        GC.GetTotalAllocatedBytes(exact),
        GC.GetTotalPauseDuration(),
        new GenerationCounts(GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)));
}

/// <summary>Collections that took a generation, those of older generations included, as the runtime counts them.</summary>
internal readonly record struct GenerationCounts(int Generation0, int Generation1, int Generation2)
{
    /// <summary>Collections since an earlier count, each under the oldest generation that it took.</summary>
    public IReadOnlyList<int> Since(GenerationCounts earlier)
    {
        var gen0 = Generation0 - earlier.Generation0;
        var gen1 = Generation1 - earlier.Generation1;
        var gen2 = Generation2 - earlier.Generation2;
        return [gen0 - gen1, gen1 - gen2, gen2];
    }
}
