namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>What can be seen of the process that sends the load.</summary>
internal interface IGeneratorProbe
{
    /// <summary>Processor time of the process so far.</summary>
    TimeSpan CpuTime { get; }

    int Cores { get; }

    /// <summary>Time so far in which garbage collection stood the process still.</summary>
    TimeSpan GcPause { get; }

    /// <summary>Calls back with how long a work item waited for a thread.</summary>
    void MeasureThreadPool(Action<TimeSpan> waited);
}
