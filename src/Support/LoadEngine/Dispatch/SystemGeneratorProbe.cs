namespace SparkLoad.LoadEngine.Dispatch;

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
