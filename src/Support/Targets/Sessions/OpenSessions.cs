namespace SparkLoad.Targets.Sessions;

/// <summary>How many sessions the clients of this process have open on one server.</summary>
internal sealed class OpenSessions
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>One more, until the returned action is called, be it more than once.</summary>
    public Action Add()
    {
        Interlocked.Increment(ref _count);
        var isOpen = 1;
        return () => Interlocked.Add(ref _count, -Interlocked.Exchange(ref isOpen, 0));
    }
}
