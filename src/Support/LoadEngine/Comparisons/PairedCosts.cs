using SparkLoad.LoadEngine.Results;
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
    public double? Ratio
    {
        get
        {
            var middle = _averages.Length == 0 ? double.NaN : (_averages[(_averages.Length - 1) / 2] + _averages[_averages.Length / 2]) / 2;
            return FromCost(middle);
        }
    }

    /// <summary>Two-sided interval of the ratio of left to right; a null end is open.</summary>
    public Interval Interval(double level)
    {
        var rank = SignedRank.LowerRank(Rounds, level / 2);
        // A side that was not reached even once is neither faster nor the same, whatever the other rounds say.
        var low = rank == 0 || RightNotReached > 0 ? null : FromCost(_averages[rank - 1]);
        var high = rank == 0 || LeftNotReached > 0 ? null : FromCost(_averages[^rank]);
        return _lowerIsBetter ? new Interval(low, high) : new Interval(high, low);
    }

    private double Cost(double figure)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(figure);
        return _lowerIsBetter ? Math.Log(figure) : -Math.Log(figure);
    }

    private double? FromCost(double cost) => double.IsFinite(cost) ? Math.Exp(_lowerIsBetter ? cost : -cost) : null;
}
