using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.Resources.Processes;

/// <summary>
/// Growth of memory by the rule of DESIGN §6. Only the lowest value of each minute is kept: it is closest to what is really held,
/// and a day of samples stays at 1,440 numbers.
/// </summary>
internal sealed class MemoryTrend
{
    private const int MinutesLeftOut = 5;
    private static readonly TimeSpan ShortestLoad = TimeSpan.FromMinutes(10);

    private readonly List<(double Minute, double Bytes)> _minima = [];
    private TimeSpan _last;
    private int _minute;
    private long _lowest = long.MaxValue;

    /// <param name="elapsed">Time since the load began, never less than before.</param>
    /// <param name="bytes">Memory at that time.</param>
    public void Add(TimeSpan elapsed, long bytes)
    {
        var now = (int)elapsed.TotalMinutes;
        if (now > _minute)
        {
            _minima.Add((_minute, _lowest));
            _minute = now;
            _lowest = long.MaxValue;
        }

        _lowest = Math.Min(_lowest, bytes);
        _last = elapsed;
    }

    /// <summary>Bytes per hour from the complete minutes so far; null for less than ten minutes.</summary>
    public SlopeEstimate? PerHour() => _last < ShortestLoad
        ? null
        : TheilSen.Estimate([.. _minima.Where(point => point.Minute >= MinutesLeftOut).Select(point => (point.Minute / 60, point.Bytes))]);
}
