using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// The rounds of one measure as logarithms of what left costs to what right costs, so that more is always worse for the left side, and
/// not to have been reached costs infinitely much. Failures leave most figures finite, but nobody knows what the failed queries would
/// have taken, so they open the interval of their side.
/// </summary>
internal sealed class PairedCosts
{
    private readonly bool _lowerIsBetter;
    private readonly double[] _averages;

    /// <param name="rounds">No figure is NaN.</param>
    /// <param name="lowerIsBetter">False for throughput.</param>
    public PairedCosts(IReadOnlyList<(RoundFigure Left, RoundFigure Right)> rounds, bool lowerIsBetter)
    {
        _lowerIsBetter = lowerIsBetter;
        var costs = rounds.Select(round => (Left: Cost(round.Left), Right: Cost(round.Right))).ToArray();
        Left = Failures.Of([.. rounds.Select(round => round.Left)], costs.Select(cost => cost.Left));
        Right = Failures.Of([.. rounds.Select(round => round.Right)], costs.Select(cost => cost.Right));
        Rounds = costs.Length;
        _averages = SignedRank.WalshAverages([.. costs.Select(cost => cost.Left - cost.Right).Where(difference => !double.IsNaN(difference))]);
    }

    public int Rounds { get; }

    public Failures Left { get; }

    public Failures Right { get; }

    /// <summary>The Hodges–Lehmann estimate of left to right; null where it is not finite.</summary>
    public double? Ratio => _averages.Length == 0
        ? null
        : CostInterval.FromCost((_averages[(_averages.Length - 1) / 2] + _averages[_averages.Length / 2]) / 2, _lowerIsBetter);

    /// <summary>Two-sided interval of the cost of left to right.</summary>
    public CostInterval Interval(double level)
    {
        var rank = SignedRank.LowerRank(Rounds, level / 2);
        // A side that failed even once is neither faster nor the same, whatever the other rounds say.
        return new CostInterval(
            rank == 0 || Right.Any ? double.NegativeInfinity : _averages[rank - 1],
            rank == 0 || Left.Any ? double.PositiveInfinity : _averages[^rank]);
    }

    private double Cost(RoundFigure figure)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(figure.Value);
        return CostInterval.ToCost(figure.Value, _lowerIsBetter);
    }

    /// <summary>What failed of one side.</summary>
    /// <param name="NotReached">Rounds in which its figure was not reached.</param>
    /// <param name="Failed">Queries that failed, of all <paramref name="Queries"/>.</param>
    /// <param name="Queries">Queries of all rounds.</param>
    internal readonly record struct Failures(int NotReached, long Failed, long Queries)
    {
        public bool Any => NotReached > 0 || Failed > 0;

        public static Failures Of(IReadOnlyCollection<RoundFigure> figures, IEnumerable<double> costs) =>
            new(costs.Count(double.IsPositiveInfinity), figures.Sum(figure => figure.Failed), figures.Sum(figure => figure.Queries));
    }
}
