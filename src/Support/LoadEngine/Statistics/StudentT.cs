namespace SparkLoad.LoadEngine.Statistics;

/// <summary>Quantiles of Student's t by its distribution in closed form (Abramowitz and Stegun 26.7.3 and 26.7.4).</summary>
internal static class StudentT
{
    private const int AsGoodAsNormal = 2_000;

    /// <summary>The value that |t| exceeds with probability <paramref name="level"/>.</summary>
    public static double TwoSided(double level, int degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (Inside(high, degrees) < 1 - level)
        {
            high *= 2;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Inside(middle, degrees) < 1 - level ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The same of the normal distribution, to three digits.</summary>
    public static double TwoSidedNormal(double level) => TwoSided(level, AsGoodAsNormal);

    /// <summary>Probability that |t| is at most <paramref name="t"/>.</summary>
    internal static double Inside(double t, int degrees)
    {
        var angle = Math.Atan2(t, Math.Sqrt(degrees));
        var (sine, cosine) = Math.SinCos(angle);
        var even = degrees % 2 == 0;
        var term = even ? 1 : cosine;
        var sum = degrees == 1 ? 0 : term;
        for (var i = even ? 2 : 3; i <= degrees - 2; i += 2)
        {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }

        return even ? sine * sum : 2 / Math.PI * (angle + (sine * sum));
    }
}
