using System.Diagnostics;

namespace SparkLoad.Resources.Processes;

/// <summary>Another process on Windows and macOS, through the base class library.</summary>
internal sealed class PortableExternalProbe(int processId) : IProcessProbe
{
    private readonly Process _process = Process.GetProcessById(processId);

    public ProcessReading Read()
    {
        _process.Refresh();
        return new ProcessReading(_process.TotalProcessorTime, _process.WorkingSet64, _process.Threads.Count);
    }

    public int CountHandles()
    {
        _process.Refresh();
        return _process.HandleCount;
    }

    public void Dispose() => _process.Dispose();
}
