namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// The mean of a series whose neighbours resemble each other, with the half-width of its interval by the means of up to 30 batches,
/// long enough to be nearly independent (Schmeiser 1982).
/// </summary>
internal readonly record struct BatchMeans(double Mean, double HalfWidth)
{
    public const int Batches = 30;

    /// <param name="sums">Sums of consecutive parts of the series.</param>
    /// <param name="weights">Number of values in each part.</param>
    /// <param name="level">Probability of the true mean lying outside.</param>
    /// <returns>Null where there are fewer than three batches with values.</returns>
    public static BatchMeans? Of(ReadOnlySpan<double> sums, ReadOnlySpan<double> weights, double level)
    {
        var batches = Math.Min(Batches, sums.Length);
        var (batchSums, batchWeights) = (new double[batches], new double[batches]);
        for (var i = 0; i < sums.Length; i++)
        {
            var batch = (int)((long)i * batches / sums.Length);
            batchSums[batch] += sums[i];
            batchWeights[batch] += weights[i];
        }

        var total = batchWeights.Sum();
        if (batches < 3 || total == 0)
        {
            return null;
        }

        var mean = batchSums.Sum() / total;
        var squares = batchSums.Zip(batchWeights, (sum, weight) => Math.Pow(sum - (mean * weight), 2)).Sum();
        var error = Math.Sqrt(squares / (batches - 1) * batches) / total;
        return new BatchMeans(mean, StudentT.TwoSided(level, batches - 1) * error);
    }
}
