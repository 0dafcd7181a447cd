using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>All rounds of one side: the load that is compared and those alongside, each as one load.</summary>
internal sealed class WholeSide
{
    private readonly AlternatingSide _side;
    private readonly WholeLoad[] _loads;

    public WholeSide(AlternatingSide side, int stated, int executed, IReadOnlyList<WindowFigure> windows)
    {
        _side = side;
        _loads = [.. side.Plans.Select(plan => new WholeLoad(plan, stated, executed, windows))];
    }

    public string? BrokeOffBecause => _loads.Select(load => load.BrokeOffBecause).OfType<string>().FirstOrDefault();

    /// <summary>Runs one round.</summary>
    /// <returns>The load that is compared.</returns>
    public async Task<RoundSide> RunAsync(ILoadObserver observer, CancellationToken cancellationToken)
    {
        Action<QueryEnd>[] settled = [.. _loads.Select(load => load.BeginRound())];
        var round = await _side.RunAsync(new RoundObserver(_loads, observer), settled, cancellationToken).ConfigureAwait(false);
        foreach (var (load, measured) in _loads.Zip(round))
        {
            load.EndRound(measured);
        }

        return RoundSide.Of(round[0]);
    }

    /// <summary>What all rounds measured; first the load that is compared.</summary>
    /// <param name="otherwise">Why there are fewer than there should be, where no round says so itself; or null.</param>
    public IReadOnlyList<LoadMeasurement> Measured(string? otherwise) => [.. _loads.Select(load => load.Measured(otherwise))];

    /// <summary>
    /// Tells of a round as of a part of the loads of all rounds: such a load begins once, its queries are numbered through, and their times
    /// count from its beginning by the clock on the wall, so that the other side's turns are gaps.
    /// </summary>
    private sealed class RoundObserver(IReadOnlyList<WholeLoad> loads, ILoadObserver observer) : ILoadObserver
    {
        private double _offsetMs;

        public string Scenario => observer.Scenario;

        public CancellationToken Broken => observer.Broken;

        public void LoadBegins(LoadResult planned)
        {
            (var whole, _offsetMs) = Of(planned.Name).Begins(planned);
            if (whole is not null)
            {
                observer.LoadBegins(whole);
            }
        }

        public void QueryEnded(JournalLine line) => observer.QueryEnded(line.Warmup
            ? line
            : line with
            {
                N = line.N + Of(line.Load).FirstQuery,
                Planned = Later(line.Planned)!.Value,
                Started = Later(line.Started),
                Ended = Later(line.Ended),
            });

        public void SecondEnded(SeriesLine line, LoadProgress progress)
        {
            var whole = Of(progress.Load);
            observer.SecondEnded(
                line with { T = Math.Round(line.T + (_offsetMs / 1000), 3) },
                progress with { Elapsed = progress.Elapsed + whole.Before, Duration = whole.Plan.Duration });
        }

        public void ThrowIfBroken() => observer.ThrowIfBroken();

        private WholeLoad Of(string load) => loads.First(whole => whole.Plan.Name == load);

        private double? Later(double? milliseconds) => milliseconds is { } value ? Math.Round(value + _offsetMs, 3) : null;
    }
}
