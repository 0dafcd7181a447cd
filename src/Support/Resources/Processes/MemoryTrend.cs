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

    private readonly List<(double Minute, double Bytes)> minima = [];
    private TimeSpan last;
    private int minute;
    private long lowest = long.MaxValue;

    /// <param name="elapsed">Time since the load began, never less than before.</param>
    /// <param name="bytes">Memory at that time.</param>
    public void Add(TimeSpan elapsed, long bytes)
    {
        var now = (int)elapsed.TotalMinutes;
        if (now > minute)
        {
            minima.Add((minute, lowest));
            minute = now;
            lowest = long.MaxValue;
        }

        lowest = Math.Min(lowest, bytes);
        last = elapsed;
    }

    /// <summary>Bytes per hour from the complete minutes so far; null for less than ten minutes.</summary>
    public SlopeEstimate? PerHour() => last < ShortestLoad
        ? null
        : TheilSen.Estimate([.. minima.Where(point => point.Minute >= MinutesLeftOut).Select(point => (point.Minute / 60, point.Bytes))]);
}
