using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// One latency figure for every complete window of a load. Only windows with queries under way are held; of the others only
/// how often each figure occurred, so memory does not grow with the load.
/// </summary>
internal sealed class WindowTracker(WindowFigure figure, TimeSpan duration, Action<long, long?>? closed = null)
{
    private readonly Dictionary<long, Window> _open = [];
    private readonly Stack<Window> _spare = [];
    private readonly long _complete = duration.Ticks / figure.Length.Ticks;

    public WindowFigure Figure => figure;

    /// <summary>The figure of each complete window that held a query.</summary>
    public LatencyCounts Figures { get; } = new();

    /// <summary>Fewest queries in such a window.</summary>
    public long FewestSamples { get; private set; } = long.MaxValue;

    public void Planned(long planned)
    {
        var index = planned / figure.Length.Ticks;
        if (index < _complete)
        {
            Of(index).Planned++;
        }
    }

    public void Record(in QueryEnd end, bool inFigures)
    {
        var index = end.Planned / figure.Length.Ticks;
        if (index >= _complete)
        {
            return;
        }

        var window = Of(index);
        window.Settled++;
        var micros = figure.Figure.Kind == LatencyKind.Scheduled ? end.ScheduledMicros : end.ServiceMicros;
        if (!inFigures)
        {
            return;
        }

        if (micros is { } value)
        {
            window.Values.Add(value);
        }
        else
        {
            window.Infinite++;
        }
    }

    /// <summary>Reduces the windows that are over and have all their answers.</summary>
    public void Close(long now)
    {
        foreach (var (index, window) in _open)
        {
            if ((index + 1) * figure.Length.Ticks <= now && window.Settled >= window.Planned)
            {
                Close(index, window);
                _open.Remove(index);
                _spare.Push(window.Cleared());
            }
        }
    }

    private void Close(long index, Window window)
    {
        var count = window.Values.Count + window.Infinite;
        if (count == 0)
        {
            return;
        }

        FewestSamples = Math.Min(FewestSamples, count);
        var reduced = Reduce(window, count);
        closed?.Invoke(index, reduced);
        if (reduced is { } value)
        {
            Figures.Record(value);
        }
        else
        {
            Figures.RecordInfinite();
        }
    }

    private long? Reduce(Window window, long count)
    {
        if (figure.Figure.Statistic != LatencyStatistic.Percentile)
        {
            return window.Infinite > 0 ? null
                : figure.Figure.Statistic == LatencyStatistic.Maximum ? window.Values.Max()
                : (long)Math.Round(window.Values.Average());
        }

        window.Values.Sort();
        var rank = Rank.Of(figure.Figure.Percentile, count);
        return rank <= window.Values.Count ? window.Values[(int)rank - 1] : null;
    }

    private Window Of(long index)
    {
        if (!_open.TryGetValue(index, out var window))
        {
            window = _spare.TryPop(out var spare) ? spare : new Window();
            _open.Add(index, window);
        }

        return window;
    }

    private sealed class Window
    {
        public List<long> Values { get; } = [];

        public long Planned { get; set; }

        public long Settled { get; set; }

        public long Infinite { get; set; }

        public Window Cleared()
        {
            Values.Clear();
            (Planned, Settled, Infinite) = (0, 0, 0);
            return this;
        }
    }
}
