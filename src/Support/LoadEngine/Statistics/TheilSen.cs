using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// The slope of a straight line through points, as the median of the slopes of all pairs (Theil 1950), with the
/// distribution-free interval of Sen (1968): a few outliers cannot tilt it. All pairs are held, so it is meant for hundreds of
/// points, not for raw samples.
/// </summary>
public static class TheilSen
{
    /// <param name="points">At least two points in ascending order of X, no X twice.</param>
    /// <returns>
    /// Slope and its two-sided 95% interval, in units of Y per unit of X. Below five points the ends are open (null): so few
    /// cannot reach 95%.
    /// </returns>
    /// <exception cref="ArgumentException">Fewer than two points, or X does not ascend.</exception>
    public static SlopeEstimate Estimate(IReadOnlyList<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 2)
        {
            throw new ArgumentException("A slope needs at least two points.", nameof(points));
        }

        var slopes = PairwiseSlopes(points);
        Array.Sort(slopes);
        var rank = KendallScore.LowerRank(points.Count);
        var interval = rank == 0 ? new Interval(null, null) : new Interval(slopes[rank - 1], slopes[^rank]);
        return new SlopeEstimate(Median(slopes), interval);
    }

    private static double[] PairwiseSlopes(IReadOnlyList<(double X, double Y)> points)
    {
        var slopes = new double[points.Count * (points.Count - 1) / 2];
        var next = 0;
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                var run = points[j].X - points[i].X;
                if (!(run > 0))
                {
                    throw new ArgumentException("X must ascend from point to point.", nameof(points));
                }

                slopes[next++] = (points[j].Y - points[i].Y) / run;
            }
        }

        return slopes;
    }

    private static double Median(double[] sorted) =>
        (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

/// <summary>A slope and its two-sided 95% interval.</summary>
public sealed record SlopeEstimate(double Slope, Interval Interval);
