namespace SparkLoad.Resources.Processes;

/// <summary>Reads this process as the operating system sees it.</summary>
internal interface IProcessProbe : IDisposable
{
    /// <summary>Called several times a second while the load runs, so it must not allocate where that can be had.</summary>
    ProcessReading Read();

    /// <summary>Open files, sockets and other handles. Dearer than <see cref="Read"/>, called about once a second.</summary>
    int CountHandles();
}
