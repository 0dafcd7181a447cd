namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// Wilcoxon's signed-rank statistic, exactly: under no difference each rank from 1 to n counts for either side with the same
/// probability, so its distribution is that of the sum of a random subset of them.
/// </summary>
internal static class SignedRank
{
    /// <summary>
    /// Rank (from 1) of the Walsh average that bounds the difference from below with at most <paramref name="tail"/> error; 0 where
    /// none does. The same rank counted from above is the upper bound.
    /// </summary>
    /// <param name="pairs">Number of pairs; meant for tens, the work grows with its third power.</param>
    /// <param name="tail">Of one side.</param>
    public static int LowerRank(int pairs, double tail)
    {
        var probabilities = SumProbabilities(pairs);
        var cumulated = 0.0;
        var rank = 0;
        while (rank < probabilities.Length && (cumulated += probabilities[rank]) <= tail)
        {
            rank++;
        }

        return rank;
    }

    /// <summary>The means of all pairs of values, each with itself as well, ascending.</summary>
    public static double[] WalshAverages(IReadOnlyList<double> values)
    {
        var averages = new double[values.Count * (values.Count + 1) / 2];
        var next = 0;
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i; j < values.Count; j++)
            {
                averages[next++] = (values[i] + values[j]) / 2;
            }
        }

        Array.Sort(averages);
        return averages;
    }

    // Probability of each sum from 0 to n(n+1)/2.
    private static double[] SumProbabilities(int pairs)
    {
        var probabilities = new double[(pairs * (pairs + 1) / 2) + 1];
        probabilities[0] = 1;
        var highest = 0;
        for (var rank = 1; rank <= pairs; rank++)
        {
            highest += rank;
            for (var sum = highest; sum >= 0; sum--)
            {
                probabilities[sum] = (probabilities[sum] + (sum >= rank ? probabilities[sum - rank] : 0)) / 2;
            }
        }

        return probabilities;
    }
}
