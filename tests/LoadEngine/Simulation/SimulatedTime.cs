namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Time that stops until it is moved; what is due on the way happens in order, on the thread that moves it.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<(SimulatedTimer Timer, int Version), (long Due, long Order)> _due = new();
    private readonly Lock _gate = new();
    private long _now;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far the wall clock was set forward, or the machine suspended.</summary>
    public TimeSpan WallClockJump { get; set; }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Epoch + TimeSpan.FromTicks(GetTimestamp()) + WallClockJump;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void AdvanceTo(long timestamp, CancellationToken cancelled = default)
    {
        while (!cancelled.IsCancellationRequested && Next(timestamp) is { } timer)
        {
            timer.Fire();
        }

        if (!cancelled.IsCancellationRequested)
        {
            Volatile.Write(ref _now, Math.Max(_now, timestamp));
        }
    }

    /// <summary>Moves on without anything happening in between, as for a process that is stopped.</summary>
    public void Freeze(TimeSpan duration) => Volatile.Write(ref _now, _now + duration.Ticks);

    private SimulatedTimer? Next(long until)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var entry, out var at) && at.Due <= until)
            {
                _due.Dequeue();
                if (entry.Timer.IsCurrent(entry.Version))
                {
                    Volatile.Write(ref _now, Math.Max(_now, at.Due));
                    return entry.Timer;
                }
            }

            return null;
        }
    }

    private void Enqueue(SimulatedTimer timer, int version, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _due.Enqueue((timer, version), (_now + dueTime.Ticks, _order++));
        }
    }

    private sealed class SimulatedTimer(SimulatedTime time, Action callback) : ITimer
    {
        private TimeSpan _period;
        private int _version;

        public bool IsCurrent(int version) => _version == version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _version++;
            _period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                time.Enqueue(this, _version, dueTime);
            }

            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                time.Enqueue(this, _version, _period);
            }

            callback();
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
