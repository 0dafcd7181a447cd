using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>
/// All rounds of one side as one load: every query recorded once more, on a time that stops while the other side has its turn.
/// </summary>
internal sealed class WholeLoad
{
    private readonly TimeSpan _round;
    private readonly LoadRecorder _recorder;
    private readonly List<LoadMeasurement> _rounds = [];
    private DateTimeOffset? _startedAt;
    private long _queries;

    public WholeLoad(LoadPlan plan, int stated, int executed, IReadOnlyList<WindowFigure> windows)
    {
        _round = plan.Duration;
        var whole = plan with { Rounds = (stated, executed) };
        _recorder = new LoadRecorder(whole, whole.Duration, windows);
    }

    public string? BrokeOffBecause => _rounds.Select(round => round.BrokeOffBecause).OfType<string>().FirstOrDefault();

    /// <summary>Number of the first query of the round that has begun.</summary>
    public long FirstQuery { get; private set; }

    /// <summary>How long the rounds before the one that has begun took.</summary>
    public TimeSpan Before => _round * _rounds.Count;

    public LoadPlan Plan => _recorder.Plan;

    /// <summary>A round of the side begins.</summary>
    /// <returns>To be told of every query of it.</returns>
    public Action<QueryEnd> BeginRound()
    {
        var (begin, first) = (Before.Ticks, FirstQuery = _queries);
        return end => Record(end, begin, first);
    }

    /// <summary>The same load as of all rounds, before anything is measured.</summary>
    /// <param name="round">As of the round that has begun.</param>
    /// <returns>The load, where that is its first; and how long after it this round begins.</returns>
    public (LoadResult? Whole, double OffsetMs) Begins(LoadResult round)
    {
        var isFirst = _startedAt is null;
        var startedAt = _startedAt ??= round.StartedAt!.Value;
        var whole = round with
        {
            StatedDurationMs = Plan.StatedDuration.TotalMilliseconds,
            DurationMs = Plan.Duration.TotalMilliseconds,
            Planned = (long)(round.Planned * (Plan.Duration / _round)),
        };
        return (isFirst ? whole : null, (round.StartedAt!.Value - startedAt).TotalMilliseconds);
    }

    public void EndRound(LoadMeasurement round) => _rounds.Add(round);

    /// <summary>What all rounds measured.</summary>
    /// <param name="otherwise">Why there are fewer than there should be, where no round says so itself; or null.</param>
    public LoadMeasurement Measured(string? otherwise)
    {
        foreach (var (client, latency) in _rounds[0].Recorder.FirstQueryMs.Index())
        {
            _recorder.TakeFirst(client, latency);
        }

        // Closes the windows, whose queries have all ended.
        _ = _recorder.TakeSecond(_recorder.Plan.Duration.Ticks, _recorder.Plan.Duration, null, final: true);

        return new LoadMeasurement(_recorder, _rounds.Aggregate(TimeSpan.Zero, (sum, round) => sum + round.Measured))
        {
            StartedAt = _rounds[0].StartedAt,
            BrokeOffBecause = BrokeOffBecause ?? otherwise,
            Abandoned = _rounds.Any(round => round.Abandoned),
            Resources = RoundResources.Of(_rounds),
            Warmup = _rounds[0].Warmup,
            External = _rounds[0].External,
            Generator = Generator(),
        };
    }

    private void Record(in QueryEnd end, long begin, long first)
    {
        Interlocked.Increment(ref _queries);
        _recorder.Planned(end.Planned + begin);
        if (end.Started is not null)
        {
            _recorder.Started();
        }

        var later = end with
        {
            N = end.N + first,
            Planned = end.Planned + begin,
            Started = end.Started + begin,
            Ended = end.Ended + begin,
            WaitedUntil = end.WaitedUntil + begin,
        };
        _recorder.Record(later, begin + _round.Ticks);
    }

    private GeneratorResult Generator()
    {
        var each = _rounds.Select(round => round.Generator).ToArray();
        return new GeneratorResult(
            each.Sum(round => round.LateStarts), each.Sum(round => round.WaitedStarts), each.Max(round => round.PeakCpuShare),
            each.Sum(round => round.GcPauseMs), each.Max(round => round.ThreadPoolDelayMs),
            each.Select(round => round.Bottleneck).OfType<string>().FirstOrDefault());
    }
}
