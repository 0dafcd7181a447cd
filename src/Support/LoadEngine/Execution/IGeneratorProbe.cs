namespace SparkLoad.LoadEngine.Execution;

/// <summary>What can be seen of the process that sends the load.</summary>
internal interface IGeneratorProbe
{
    /// <summary>Processor time of the process so far.</summary>
    TimeSpan CpuTime { get; }

    int Cores { get; }

    /// <summary>Time so far in which garbage collection paused the process.</summary>
    TimeSpan GcPause { get; }

    /// <summary>Calls back with how long a work item waited for a thread.</summary>
    void MeasureThreadPool(Action<TimeSpan> waited);
}

internal sealed class SystemGeneratorProbe(TimeProvider time) : IGeneratorProbe
{
    public TimeSpan CpuTime => Environment.CpuUsage.TotalTime;

    public int Cores => Environment.ProcessorCount;

    public TimeSpan GcPause => GC.GetTotalPauseDuration();

    public void MeasureThreadPool(Action<TimeSpan> waited)
    {
        var queued = time.GetTimestamp();
        ThreadPool.UnsafeQueueUserWorkItem(_ => waited(time.GetElapsedTime(queued)), null);
    }
}
