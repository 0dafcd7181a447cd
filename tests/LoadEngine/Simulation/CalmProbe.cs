using SparkLoad.LoadEngine.Execution;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>A generator at ease, or one that shows what a test gives it.</summary>
internal sealed class CalmProbe : IGeneratorProbe
{
    public TimeSpan CpuTime { get; set; }

    public int Cores => 2;

    public TimeSpan GcPause { get; set; }

    public TimeSpan ThreadPoolDelay { get; set; }

    public Action<CalmProbe>? OnLook { get; set; }

    public void MeasureThreadPool(Action<TimeSpan> waited)
    {
        OnLook?.Invoke(this);
        waited(ThreadPoolDelay);
    }
}
