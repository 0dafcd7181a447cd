namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Time since a load began, in ticks of 100 ns, on a clock that only goes forward.</summary>
internal sealed class LoadClock
{
    private readonly long _start;

    public LoadClock(TimeProvider time)
    {
        Time = time;
        StartedAt = time.GetUtcNow();
        _start = time.GetTimestamp();
    }

    public TimeProvider Time { get; }

    public DateTimeOffset StartedAt { get; }

    public long Now => Time.GetElapsedTime(_start).Ticks;

    /// <summary>The provider's timestamp of a moment of the load; never before it.</summary>
    public long Timestamp(long ticks) =>
        _start + (long)Math.Ceiling(ticks * ((decimal)Time.TimestampFrequency / TimeSpan.TicksPerSecond));
}
