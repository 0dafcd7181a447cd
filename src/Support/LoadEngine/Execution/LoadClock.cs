namespace SparkLoad.LoadEngine.Execution;

/// <summary>Time since a load began, in ticks of 100 ns, on a clock that only goes forward.</summary>
internal sealed class LoadClock
{
    private readonly long _start;

    /// <param name="time">Where time comes from.</param>
    /// <param name="lead">How far ahead the load begins; <see cref="Now"/> is below zero until then.</param>
    public LoadClock(TimeProvider time, TimeSpan lead = default)
    {
        Time = time;
        StartedAt = time.GetUtcNow() + lead;
        _start = time.GetTimestamp() + (long)(lead.TotalSeconds * time.TimestampFrequency);
    }

    public TimeProvider Time { get; }

    public DateTimeOffset StartedAt { get; }

    public long Now => Time.GetElapsedTime(_start).Ticks;

    /// <summary>The moment of the load at a timestamp of the provider.</summary>
    public long At(long timestamp) => Time.GetElapsedTime(_start, timestamp).Ticks;

    /// <summary>A length in the provider's unit.</summary>
    public long Ticks(long length) => Time.GetElapsedTime(0, length).Ticks;

    /// <summary>The provider's timestamp of a moment of the load; never before it.</summary>
    public long Timestamp(long ticks) =>
        _start + (long)Math.Ceiling(ticks * ((decimal)Time.TimestampFrequency / TimeSpan.TicksPerSecond));
}
