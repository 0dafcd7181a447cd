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

    public async Task<RoundSide> RunAsync(AlternatingSide side, ILoadObserver observer, CancellationToken cancellationToken)
    {
        var (begin, first) = (_round.Ticks * _rounds.Count, _queries);
        var round = await side.RunAsync(
            new RoundObserver(this, observer, _rounds
                .Count, first), end => Record(end, begin, first), cancellationToken).ConfigureAwait(false);
        _rounds.Add(round);
        return RoundSide.Of(round);
    }

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

    /// <summary>
    /// Tells of a round as of a part of the load of all rounds: that load begins once, its queries are numbered through, and their times
    /// count from its beginning by the clock on the wall, so that the other side's turns are gaps.
    /// </summary>
    private sealed class RoundObserver(WholeLoad whole, ILoadObserver observer, int round, long firstQuery) : ILoadObserver
    {
        private double _offsetMs;

        public string Scenario => observer.Scenario;

        public CancellationToken Broken => observer.Broken;

        private LoadPlan Plan => whole._recorder.Plan;

        public void LoadBegins(LoadResult planned)
        {
            var isFirst = whole._startedAt is null;
            var startedAt = whole._startedAt ??= planned.StartedAt!.Value;
            _offsetMs = (planned.StartedAt!.Value - startedAt).TotalMilliseconds;
            if (isFirst)
            {
                observer.LoadBegins(planned with
                {
                    StatedDurationMs = Plan.StatedDuration.TotalMilliseconds,
                    DurationMs = Plan.Duration.TotalMilliseconds,
                    Planned = (long)(planned.Planned * (Plan.Duration / whole._round)),
                });
            }
        }

        public void QueryEnded(JournalLine line) => observer.QueryEnded(line.Warmup
            ? line
            : line with
            {
                N = line.N + firstQuery,
                Planned = Later(line.Planned)!.Value,
                Started = Later(line.Started),
                Ended = Later(line.Ended),
            });

        public void SecondEnded(SeriesLine line, LoadProgress progress) =>
            observer.SecondEnded(
                line with { T = Math.Round(line.T + (_offsetMs / 1000), 3) },
                progress with { Elapsed = progress.Elapsed + (whole._round * round), Duration = Plan.Duration });

        public void ThrowIfBroken() => observer.ThrowIfBroken();

        private double? Later(double? milliseconds) => milliseconds is { } value ? Math.Round(value + _offsetMs, 3) : null;
    }
}
