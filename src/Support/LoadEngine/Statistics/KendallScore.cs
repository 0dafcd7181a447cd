namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// The distribution of Kendall's score where there is no trend. The number of pairs that fall is then distributed as the
/// inversions of a random permutation, which is counted exactly for few points and approximated by the normal one for many.
/// </summary>
internal static class KendallScore
{
    private const int CountedUpTo = 60;
    private const double Tail = 0.025;
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>
    /// Rank (from 1) of the pairwise slope that bounds the trend of <paramref name="points"/> points from below with at most 2.5%
    /// error; 0 where no slope does. The same rank counted from above is the upper bound.
    /// </summary>
    public static int LowerRank(int points) => points <= CountedUpTo ? CountedRank(points) : NormalRank(points);

    internal static int CountedRank(int points)
    {
        var rank = 0;
        var cumulated = 0.0;
        foreach (var probability in InversionProbabilities(points))
        {
            cumulated += probability;
            if (cumulated > Tail)
            {
                break;
            }

            rank++;
        }

        return rank;
    }

    internal static int NormalRank(int points)
    {
        double n = points;
        var pairs = n * (n - 1) / 2;
        var variance = n * (n - 1) * ((2 * n) + 5) / 18;
        return (int)Math.Floor((pairs - (NormalQuantile * Math.Sqrt(variance))) / 2);
    }

    private static double[] InversionProbabilities(int points)
    {
        double[] probabilities = [1];
        for (var n = 2; n <= points; n++)
        {
            // The n-th element stands behind 0 to n-1 larger ones, each equally likely.
            var next = new double[probabilities.Length + n - 1];
            for (var inversions = 0; inversions < probabilities.Length; inversions++)
            {
                for (var added = 0; added < n; added++)
                {
                    next[inversions + added] += probabilities[inversions] / n;
                }
            }

            probabilities = next;
        }

        return probabilities;
    }
}
