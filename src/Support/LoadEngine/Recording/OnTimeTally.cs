using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Which starts were late, and whose lateness it was (DESIGN §6, On time).</summary>
internal sealed class OnTimeTally
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private readonly long _limit;

    public OnTimeTally(LoadPlan plan)
    {
        Limit = plan.Shape.Interval is { } interval ? LimitOf(interval) : Longest;
        _limit = Limit.Ticks;
    }

    /// <summary>A tenth of the interval, at least 5 ms, at most 100 ms.</summary>
    public TimeSpan Limit { get; }

    public long OnTime { get; private set; }

    /// <summary>Late by the generator itself.</summary>
    public long GeneratorLate { get; private set; }

    /// <summary>How late the generator itself started a query at worst, the first of a session included.</summary>
    public TimeSpan GeneratorWorst { get; private set; }

    /// <summary>Late because the own client's previous answer was, or never started because too many were in flight.</summary>
    public long ServerLate { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (end.Started is not { } started)
        {
            ServerLate++;
        }
        else if (IsOnTime(end))
        {
            OnTime++;
        }
        else if (TimeSpan.FromTicks(started - Math.Max(end.Planned, end.WaitedUntil ?? 0)) is var own && own > Limit)
        {
            GeneratorLate++;
            GeneratorWorst = own > GeneratorWorst ? own : GeneratorWorst;
        }
        else
        {
            ServerLate++;
        }
    }

    public bool IsOnTime(in QueryEnd end) => end.Started - end.Planned <= _limit;

    internal static TimeSpan LimitOf(TimeSpan interval)
    {
        var tenth = interval / 10;
        return tenth < Shortest ? Shortest : tenth > Longest ? Longest : tenth;
    }
}
