namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// Values before and after a point in time, each side with its level and its scatter. A value further from its side's median than three
/// standard deviations (by the median of the deviations) counts as if it were that far.
/// </summary>
internal readonly record struct TwoLevels(double Before, double After, double SquaresBefore, double SquaresAfter)
{
    private const double Reach = 3;

    /// <summary>Makes a standard deviation of the median deviation of normal values.</summary>
    private const double Normal = 1.4826;

    /// <summary>Share of each side that has to lie on its side of the middle, so that some odd values make no level.</summary>
    private const double Majority = 0.8;

    /// <returns>Null where the sides are not apart.</returns>
    public static TwoLevels? Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var (low, high) = (Median(before), Median(after));
        var middle = (low + high) / 2;
        if (OnSide(before, middle, low < high ? -1 : 1) < Majority * before.Length
            || OnSide(after, middle, low < high ? 1 : -1) < Majority * after.Length)
        {
            return null;
        }

        double[] deviations = [.. Deviations(before, low), .. Deviations(after, high)];
        var reach = Reach * Normal * Median([.. deviations.Select(Math.Abs)]);
        if (reach > 0)
        {
            deviations = [.. deviations.Select(deviation => Math.Clamp(deviation, -reach, reach))];
        }

        var (old, recent) = (deviations[..before.Length], deviations[before.Length..]);
        return new(low + old.Average(), high + recent.Average(), Squares(old), Squares(recent));
    }

    private static int OnSide(ReadOnlySpan<double> values, double middle, int side)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += Math.Sign(value - middle) == side ? 1 : 0;
        }

        return count;
    }

    private static double[] Deviations(ReadOnlySpan<double> values, double from)
    {
        var deviations = values.ToArray();
        for (var i = 0; i < deviations.Length; i++)
        {
            deviations[i] -= from;
        }

        return deviations;
    }

    private static double Squares(double[] deviations)
    {
        var mean = deviations.Average();
        return deviations.Sum(deviation => (deviation - mean) * (deviation - mean));
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
