namespace SparkLoad.LoadEngine.Statistics;

/// <summary>Exact tails of a binomial distribution; only the part around the mean that weighs anything is computed.</summary>
internal sealed class Binomial
{
    private readonly double[] _weights;
    private readonly long _first;
    private readonly double _total;

    public Binomial(long trials, double probability)
    {
        Trials = trials;
        var mode = Math.Clamp((long)Math.Floor((trials + 1) * probability), 0, trials);
        // Twelve standard deviations hold all but 1e-30 of the mass; the 40 are for few trials.
        var reach = (long)(12 * Math.Sqrt(trials * probability * (1 - probability))) + 40;
        _first = Math.Max(0, mode - reach);
        var last = Math.Min(trials, mode + reach);
        _weights = new double[last - _first + 1];
        _weights[mode - _first] = 1;
        var odds = probability / (1 - probability);
        for (var k = mode; k < last; k++)
        {
            _weights[k + 1 - _first] = _weights[k - _first] * (trials - k) / (k + 1) * odds;
        }

        for (var k = mode; k > _first; k--)
        {
            _weights[k - 1 - _first] = _weights[k - _first] * k / (trials - k + 1) / odds;
        }

        _total = _weights.Sum();
    }

    public long Trials { get; }

    /// <summary>The largest k with P(X &lt; k) ≤ <paramref name="tail"/>.</summary>
    public long LargestWithLowerTail(double tail)
    {
        var below = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            below += _weights[i] / _total;
            if (below > tail)
            {
                return _first + i;
            }
        }

        return Trials + 1;
    }

    /// <summary>
    /// The smallest k with P(X ≥ k) ≤ <paramref name="tail"/>; more than <see cref="Trials"/> if only that has so little.
    /// </summary>
    public long SmallestWithUpperTail(double tail)
    {
        var above = 0.0;
        for (var i = _weights.Length - 1; i >= 0; i--)
        {
            above += _weights[i] / _total;
            if (above > tail)
            {
                return _first + i + 1;
            }
        }

        return 0;
    }
}
