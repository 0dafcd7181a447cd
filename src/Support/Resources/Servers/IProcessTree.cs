namespace SparkLoad.Resources.Servers;

/// <summary>A server's process and its descendants, seen from outside.</summary>
internal interface IProcessTree : IDisposable
{
    /// <summary>Looks for processes that were started meanwhile. Dearer than a sample.</summary>
    void Refresh();

    /// <summary>Resident memory of all now; null when the server's process is gone.</summary>
    long? ResidentBytes();

    /// <summary>CPU of each living process so far.</summary>
    IReadOnlyDictionary<int, TimeSpan> Cpu();
}
