using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// The rounds of one measure as logarithms of what left costs to what right costs, so that more is always worse for the left side, and
/// not to have been reached costs infinitely much.
/// </summary>
internal sealed class PairedCosts
{
    private readonly bool _lowerIsBetter;
    private readonly double[] _averages;

    /// <param name="rounds">No NaN among them.</param>
    /// <param name="lowerIsBetter">False for throughput.</param>
    public PairedCosts(IReadOnlyList<(double Left, double Right)> rounds, bool lowerIsBetter)
    {
        _lowerIsBetter = lowerIsBetter;
        var costs = rounds.Select(round => (Left: Cost(round.Left), Right: Cost(round.Right))).ToArray();
        LeftNotReached = costs.Count(cost => double.IsPositiveInfinity(cost.Left));
        RightNotReached = costs.Count(cost => double.IsPositiveInfinity(cost.Right));
        Rounds = costs.Length;
        _averages = SignedRank.WalshAverages([.. costs.Select(cost => cost.Left - cost.Right).Where(difference => !double.IsNaN(difference))]);
    }

    public int Rounds { get; }

    /// <summary>Rounds in which the left side was not reached.</summary>
    public int LeftNotReached { get; }

    public int RightNotReached { get; }

    /// <summary>The Hodges–Lehmann estimate of left to right; null where it is not finite.</summary>
    public double? Ratio => _averages.Length == 0
        ? null
        : CostInterval.FromCost((_averages[(_averages.Length - 1) / 2] + _averages[_averages.Length / 2]) / 2, _lowerIsBetter);

    /// <summary>Two-sided interval of the cost of left to right.</summary>
    public CostInterval Interval(double level)
    {
        var rank = SignedRank.LowerRank(Rounds, level / 2);
        // A side that was not reached even once is neither faster nor the same, whatever the other rounds say.
        return new CostInterval(
            rank == 0 || RightNotReached > 0 ? double.NegativeInfinity : _averages[rank - 1],
            rank == 0 || LeftNotReached > 0 ? double.PositiveInfinity : _averages[^rank]);
    }

    private double Cost(double figure)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(figure);
        return CostInterval.ToCost(figure, _lowerIsBetter);
    }
}
