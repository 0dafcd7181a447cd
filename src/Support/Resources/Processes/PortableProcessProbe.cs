using System.Diagnostics;

namespace SparkLoad.Resources.Processes;

/// <summary>For Windows and macOS, through the base class library.</summary>
internal sealed class PortableProcessProbe : IProcessProbe
{
    private readonly Process process = Process.GetCurrentProcess();

    public ProcessReading Read()
    {
        process.Refresh();
        return new ProcessReading(Environment.CpuUsage.TotalTime, process.WorkingSet64, process.Threads.Count);
    }

    public int CountHandles()
    {
        process.Refresh();
        return process.HandleCount;
    }

    public void Dispose() => process.Dispose();
}
