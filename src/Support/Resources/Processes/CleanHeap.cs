using System.Runtime;

namespace SparkLoad.Resources.Processes;

/// <summary>Rids the process of what earlier scenarios left, so that a load is charged only with its own memory.</summary>
internal static class CleanHeap
{
    /// <summary>
    /// Two full, blocking, compacting collections with the finalizers between them, and the emptied memory handed back to the
    /// operating system, without which resident memory would not show it.
    /// </summary>
    public static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
