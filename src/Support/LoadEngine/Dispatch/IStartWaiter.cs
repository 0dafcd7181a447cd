namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Waits for planned starts, on the thread that calls it.</summary>
internal interface IStartWaiter
{
    /// <summary>Returns at <paramref name="timestamp"/> of the load's TimeProvider, at once if that is over, or early when cancelled.</summary>
    void WaitUntil(long timestamp, CancellationToken cancellationToken);
}
