namespace SparkLoad.LoadEngine.Plans;

/// <summary>
/// The planned starts of one sender, one after the other, in ticks of 100 ns since the load began. Absolute: a start never
/// depends on when an earlier one really happened. Constant in memory.
/// </summary>
internal sealed class ArrivalSchedule
{
    private readonly LoadPlan _plan;
    private readonly ArrivalCurve? _curve;
    private readonly Random? _random;
    private readonly long _phase;
    private readonly long _end;
    private long _n;
    private double _due;

    public ArrivalSchedule(LoadPlan plan, int client, TimeSpan duration)
    {
        _plan = plan;
        _end = duration.Ticks;
        if (plan.Stages.Count > 0)
        {
            _curve = new ArrivalCurve(plan.Stages, duration / plan.StatedDuration);
        }

        if (plan.Pattern == ArrivalPattern.Poisson)
        {
            _random = new Random(unchecked((int)SplitMix.Mix(plan.EffectiveSeed, client)));
            _due = NextGap();
        }
        else if (plan.Phase == ClientPhase.Spread)
        {
            _phase = (long)(plan.Rate!.Value.Interval.Ticks * (double)client / plan.Clients);
        }
    }

    /// <summary>The next planned start, or null when the schedule is over.</summary>
    public long? Next()
    {
        var offset = _curve is null && _random is null
            ? _phase + _plan.Rate!.Value.OffsetTicks(_n)
            : AlongCurve();
        _n++;
        return offset < _end ? offset : null;
    }

    /// <summary>Whether anything is planned at all.</summary>
    public static bool Any(LoadPlan plan, TimeSpan duration) =>
        Enumerable.Range(0, plan.Clients).Any(client => new ArrivalSchedule(plan, client, duration).Next() is not null);

    /// <summary>Number of planned starts of the whole load.</summary>
    public static long Count(LoadPlan plan, TimeSpan duration)
    {
        long count = 0;
        for (var client = 0; client < plan.Clients; client++)
        {
            var schedule = new ArrivalSchedule(plan, client, duration);
            while (schedule.Next() is not null)
            {
                count++;
            }
        }

        return count;
    }

    private long AlongCurve()
    {
        var seconds = _curve is null ? _due / _plan.Rate!.Value.PerSecond : _curve.SecondOf(_due);
        _due += _random is null ? 1 : NextGap();
        return seconds is { } second ? (long)(second * TimeSpan.TicksPerSecond) : long.MaxValue;
    }

    // Gaps of a Poisson process are exponential; along a curve they are so in the number of queries due.
    private double NextGap() => -Math.Log(1 - _random!.NextDouble());
}
