namespace SparkLoad.LoadEngine.Execution;

/// <summary>Waits for planned starts, on the thread that calls it.</summary>
internal interface IStartWaiter
{
    /// <summary>
    /// Returns at <paramref name="timestamp"/> of the load's TimeProvider, at once if that is over, or early when cancelled.
    /// </summary>
    void WaitUntil(long timestamp, CancellationToken cancellationToken);
}

/// <summary>
/// Sleeps, then spins for what sleeping cannot hit: at most a tenth of the time since the last planned start and at most
/// 1.5 ms, so that a core is never burnt through. Below a millisecond apart, starts are released a sleep of 1 ms at a time.
/// </summary>
internal sealed class SystemStartWaiter(TimeProvider time) : IStartWaiter
{
    private static readonly TimeSpan LongestSpin = TimeSpan.FromMilliseconds(1.5);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(200);
    private long _previous = time.GetTimestamp();

    public void WaitUntil(long timestamp, CancellationToken cancellationToken)
    {
        var sinceLast = time.GetElapsedTime(_previous, timestamp);
        _previous = timestamp;
        var tenth = sinceLast / 10;
        var spin = tenth < LongestSpin ? tenth : LongestSpin;
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), timestamp);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            if (left > spin)
            {
                Sleep(left - spin);
            }
            else
            {
                Thread.SpinWait(30);
            }
        }
    }

    // A whole number of milliseconds is what the system can sleep; rounding up would be late by design only below 1 ms.
    private static void Sleep(TimeSpan wanted)
    {
        var slice = wanted < LongestSleep ? wanted : LongestSleep;
#pragma warning disable RS0030 // This is the one place that sleeps.
        Thread.Sleep(Math.Max(1, (int)slice.TotalMilliseconds));
#pragma warning restore RS0030
    }
}
