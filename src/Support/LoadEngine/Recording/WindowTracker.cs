using System.Collections;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// One latency figure for every complete window of a load. A window has the queries that were planned in it. One in which none was planned
/// has those that were still under way in it, for then a client waited; and one in which nobody waited either has a latency of zero,
/// because it is a part of the load as any other.
/// </summary>
/// <remarks>
/// Only windows with queries under way are held; of the others only how often each figure occurred, so memory hardly grows with the load.
/// </remarks>
internal sealed class WindowTracker
{
    private readonly Dictionary<long, Window> _open = [];
    private readonly Dictionary<long, Window> _waited = [];
    private readonly HashSet<long> _waitedForFirst = [];
    private readonly Stack<Window> _spare = [];
    private readonly BitArray _asked;
    private long _complete;
    private long _newest;
    private readonly GeneratorPauses _pauses;
    private readonly Action<ClosedWindow>? _closed;

    /// <param name="figure">The figure.</param>
    /// <param name="duration">Of the load.</param>
    /// <param name="pauses">When the generator was paused; null where nobody looked.</param>
    /// <param name="closed">Told of each window with a figure; those in which nobody asked come last.</param>
    public WindowTracker(WindowFigure figure, TimeSpan duration, GeneratorPauses? pauses = null, Action<ClosedWindow>? closed = null)
    {
        (Figure, _complete, _pauses, _closed) = (figure, duration.Ticks / figure.Length.Ticks, pauses ?? new(), closed);
        _asked = new BitArray((int)_complete);
    }

    public WindowFigure Figure { get; }

    /// <summary>The figure of each complete window.</summary>
    public LatencyCounts Figures { get; } = new();

    /// <summary>Those of windows that a pause of the generator touched, or the time of a query of theirs.</summary>
    public LatencyCounts Disturbed { get; } = new();

    /// <summary>Fewest queries in a window that has any.</summary>
    public long FewestSamples { get; private set; } = long.MaxValue;

    /// <summary>The load is given up: windows that it did not reach the end of are none of it.</summary>
    public void GivenUp(long now) => _complete = Math.Min(_complete, now / Figure.Length.Ticks);

    public void Planned(long planned)
    {
        if (IndexOf(planned) is var index && index < _complete)
        {
            _asked[(int)index] = true;
            _newest = Math.Max(_newest, index);
            Of(_open, index).Planned++;
        }
    }

    public void Record(in QueryEnd end, bool inFigures)
    {
        var index = IndexOf(end.Planned);
        var micros = Figure.Figure.Kind == LatencyKind.Scheduled ? end.ScheduledMicros : end.ServiceMicros;
        if (index < _complete)
        {
            var window = Of(_open, index);
            window.Settled++;
            if (inFigures)
            {
                window.Add(micros, end.Over);
            }
        }

        if (end.Started is null)
        {
            return;
        }

        var last = end.Ended is { } ended ? Math.Min(IndexOf(ended - 1), _complete - 1) : _complete - 1;
        for (var waited = index + 1; waited <= last; waited++)
        {
            if (!_asked[(int)waited] && inFigures)
            {
                Of(_waited, waited).Add(micros, end.Over);
            }
            else if (!_asked[(int)waited])
            {
                _waitedForFirst.Add(waited);
            }
        }
    }

    /// <summary>Reduces the windows that are over and have all their answers.</summary>
    /// <param name="now">The time that has passed.</param>
    /// <param name="final">The load is over, every query settled.</param>
    public void Close(long now, bool final = false)
    {
        foreach (var (index, window) in _open)
        {
            // Starts come in the order in which they were planned, but late ones after the window that they belong to is over.
            if ((final || index < _newest) && (index + 1) * Figure.Length.Ticks <= now && window.Settled >= window.Planned)
            {
                if (index < _complete)
                {
                    Close(index, window);
                    FewestSamples = window.Count > 0 ? Math.Min(FewestSamples, window.Count) : FewestSamples;
                }

                _open.Remove(index);
                _spare.Push(window.Cleared());
            }
        }

        if (final)
        {
            CloseUnasked(Math.Min(_complete, now / Figure.Length.Ticks));
        }
    }

    // Only at the end, because a generator that was paused plans its overdue starts late.
    private void CloseUnasked(long complete)
    {
        for (long index = 0; index < complete; index++)
        {
            // A first query is shown apart, so a window in which there was no other is neither idle nor slow.
            if (!_asked[(int)index] && (_waited.ContainsKey(index) || !_waitedForFirst.Contains(index)))
            {
                Close(index, _waited.GetValueOrDefault(index) ?? new Window());
            }
        }

        _waited.Clear();
    }

    private void Close(long index, Window window)
    {
        var (from, to) = (index * Figure.Length.Ticks, Math.Max((index + 1) * Figure.Length.Ticks, window.LastOver));
        var asked = _asked[(int)index];
        if (window.Count == 0 && asked)
        {
            // The first query of a session alone.
            return;
        }

        var reduced = window.Count == 0 ? 0 : Reduce(window);
        var disturbed = _pauses.Touch(from, to);
        Figures.Record(reduced);
        if (disturbed)
        {
            Disturbed.Record(reduced);
        }

        if (window.Count > 0)
        {
            _closed?.Invoke(new ClosedWindow(index, reduced, disturbed));
        }
    }

    private long? Reduce(Window window)
    {
        if (Figure.Figure.Statistic != LatencyStatistic.Percentile)
        {
            return window.Infinite > 0 ? null
                : Figure.Figure.Statistic == LatencyStatistic.Maximum ? window.Values.Max()
                : (long)Math.Round(window.Values.Average());
        }

        window.Values.Sort();
        var rank = Rank.Of(Figure.Figure.Percentile, window.Count);
        return rank <= window.Values.Count ? window.Values[(int)rank - 1] : null;
    }

    private long IndexOf(long ticks) => ticks / Figure.Length.Ticks;

    private Window Of(Dictionary<long, Window> windows, long index)
    {
        if (!windows.TryGetValue(index, out var window))
        {
            window = _spare.TryPop(out var spare) ? spare : new Window();
            windows.Add(index, window);
        }

        return window;
    }

    private sealed class Window
    {
        public List<long> Values { get; } = [];

        public long Planned { get; set; }

        public long Settled { get; set; }

        public long Infinite { get; private set; }

        public long LastOver { get; private set; }

        public long Count => Values.Count + Infinite;

        public void Add(long? micros, long over)
        {
            LastOver = Math.Max(LastOver, over);
            if (micros is { } value)
            {
                Values.Add(value);
            }
            else
            {
                Infinite++;
            }
        }

        public Window Cleared()
        {
            Values.Clear();
            (Planned, Settled, Infinite, LastOver) = (0, 0, 0, 0);
            return this;
        }
    }
}

/// <summary>A window that is over.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Micros">Its figure; null for +∞.</param>
/// <param name="Disturbed">A pause of the generator touched it.</param>
internal readonly record struct ClosedWindow(long Index, long? Micros, bool Disturbed);
