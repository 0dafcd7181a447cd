namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// When the process that sends the load was paused, as far as it can see that itself: a look that is due every 50 ms came more than 50 ms
/// late, whether for garbage collection, for a thread that was unavailable, for busy cores or because the process was stopped. Times in
/// ticks since the load began.
/// </summary>
internal sealed class GeneratorPauses
{
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan Late = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<(long From, long To)> _pauses = [];
    private long _looked;
    private long? _cut;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pauses.Count;
            }
        }
    }

    public TimeSpan Longest
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromTicks(_pauses.Select(pause => pause.To - pause.From).DefaultIfEmpty(0).Max());
            }
        }
    }

    /// <summary>How much of the load's time up to there.</summary>
    public TimeSpan Until(long ticks)
    {
        lock (_gate)
        {
            return TimeSpan.FromTicks(_pauses.Sum(pause => Math.Max(0, Math.Min(ticks, pause.To) - pause.From)));
        }
    }

    /// <summary>The process runs at this moment.</summary>
    /// <returns>The pause that has just ended, or null.</returns>
    public (long From, long To)? Look(long now)
    {
        lock (_gate)
        {
            var from = _looked;
            if (now <= from)
            {
                return null;
            }

            _looked = now;
            if (now - from <= (BetweenLooks + Late).Ticks)
            {
                return null;
            }

            // The last look that is known to have come, so that nothing before the pause is taken for undisturbed.
            _pauses.Add((from, now));
            return (from, now);
        }
    }

    /// <summary>The run is ended from outside: whatever is still under way is not the service's doing either.</summary>
    public void CutAt(long now)
    {
        lock (_gate)
        {
            _cut = now;
        }
    }

    /// <summary>Whether a pause that is known by now touches this time, or the end of the run.</summary>
    public bool Touch(long from, long to)
    {
        lock (_gate)
        {
            if (to >= _cut)
            {
                return true;
            }

            for (var i = _pauses.Count - 1; i >= 0 && _pauses[i].To > from; i--)
            {
                if (_pauses[i].From < to)
                {
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>
/// The latencies of the queries that were under way while the generator was paused: what is left without them is the service's. A pause is
/// known only when it is over, so queries that ended since the last look wait for the next one.
/// </summary>
internal sealed class DisturbedQueries(GeneratorPauses pauses, OnTimeTally starts)
{
    private readonly List<QueryEnd> _sinceLook = [];

    public LatencyCounts Scheduled { get; } = new();

    public LatencyCounts Service { get; } = new();

    /// <summary>Of a load that cancels its queries.</summary>
    public CancelTally Cancels { get; } = new();

    /// <summary>Sessions whose first query was disturbed.</summary>
    public HashSet<int> FirstQueries { get; } = [];

    /// <summary>Those of them that started on time.</summary>
    public long OnTime { get; private set; }

    public long Count { get; private set; }

    /// <summary>Those of them without a complete answer.</summary>
    public long Failed { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (pauses.Touch(end.Planned, end.Over))
        {
            Add(end);
        }
        else
        {
            _sinceLook.Add(end);
        }
    }

    /// <summary>The generator has looked at itself.</summary>
    /// <param name="pause">The pause that it found, or null.</param>
    public void Looked((long From, long To)? pause)
    {
        if (pause is { } found)
        {
            foreach (var end in _sinceLook)
            {
                if (end.Planned < found.To && end.Over > found.From)
                {
                    Add(end);
                }
            }
        }

        _sinceLook.Clear();
    }

    private void Add(in QueryEnd end)
    {
        Count++;
        Failed += end.Succeeded ? 0 : 1;
        OnTime += starts.IsOnTime(end) ? 1 : 0;
        Cancels.Record(end);
        if (end.First)
        {
            FirstQueries.Add(end.Client);
            return;
        }

        Scheduled.Record(end.ScheduledMicros);
        Service.Record(end.ServiceMicros);
    }
}
