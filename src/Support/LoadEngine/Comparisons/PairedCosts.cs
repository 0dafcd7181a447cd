using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// The rounds of one measure as logarithms of what the subject costs to what the reference costs, so that more is always worse for the
/// subject, and not to have been reached costs infinitely much. Failures leave most figures finite, but nobody knows what the failed
/// queries would have taken, so they open the interval of their side.
/// </summary>
internal sealed class PairedCosts
{
    private readonly bool _lowerIsBetter;
    private readonly double[] _averages;

    /// <param name="rounds">No figure is NaN.</param>
    /// <param name="lowerIsBetter">False for throughput.</param>
    public PairedCosts(IReadOnlyList<(RoundFigure Subject, RoundFigure Reference)> rounds, bool lowerIsBetter)
    {
        _lowerIsBetter = lowerIsBetter;
        var costs = rounds.Select(round => (Subject: Cost(round.Subject), Reference: Cost(round.Reference))).ToArray();
        Subject = Failures.Of([.. rounds.Select(round => round.Subject)], costs.Select(cost => cost.Subject));
        Reference = Failures.Of([.. rounds.Select(round => round.Reference)], costs.Select(cost => cost.Reference));
        Rounds = costs.Length;
        var differences = costs.Select(cost => cost.Subject - cost.Reference).Where(difference => !double.IsNaN(difference));
        _averages = SignedRank.WalshAverages([.. differences]);
    }

    public int Rounds { get; }

    public Failures Subject { get; }

    public Failures Reference { get; }

    /// <summary>The Hodges–Lehmann estimate of the ratio of subject to reference; null where it is not finite.</summary>
    public double? Ratio => _averages.Length == 0
        ? null
        : CostInterval.FromCost((_averages[(_averages.Length - 1) / 2] + _averages[_averages.Length / 2]) / 2, _lowerIsBetter);

    /// <summary>Two-sided interval of the cost of the subject to that of the reference.</summary>
    public CostInterval Interval(double level)
    {
        var rank = SignedRank.LowerRank(Rounds, level / 2);
        // A side that failed even once is neither faster nor the same, whatever the other rounds say.
        return new CostInterval(
            rank == 0 || Reference.Any ? double.NegativeInfinity : _averages[rank - 1],
            rank == 0 || Subject.Any ? double.PositiveInfinity : _averages[^rank]);
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
