using System.Diagnostics;

namespace SparkLoad.Resources.Processes;

/// <summary>For Windows and macOS, through the base class library.</summary>
internal sealed class PortableProcessProbe : IProcessProbe
{
    private readonly Process _process = Process.GetCurrentProcess();

    public ProcessReading Read()
    {
        _process.Refresh();
        return new ProcessReading(Environment.CpuUsage.TotalTime, _process.WorkingSet64, _process.Threads.Count);
    }

    public int CountHandles()
    {
        _process.Refresh();
        return _process.HandleCount;
    }

    public void Dispose() => _process.Dispose();
}
