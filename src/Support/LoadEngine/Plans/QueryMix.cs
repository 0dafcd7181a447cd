namespace SparkLoad.LoadEngine.Plans;

/// <summary>Which query of the mix stands at a place of the plan; the same seed gives the same sequence.</summary>
internal sealed class QueryMix
{
    private readonly QueryShare[] _shares;
    private readonly double[] _upTo;
    private readonly long _seed;

    public QueryMix(LoadPlan plan)
    {
        _shares = [.. plan.Mix];
        _seed = plan.EffectiveSeed;
        _upTo = new double[_shares.Length];
        var total = _shares.Sum(share => share.Weight);
        var sum = 0.0;
        for (var i = 0; i < _shares.Length; i++)
        {
            sum += _shares[i].Weight / total;
            _upTo[i] = sum;
        }
    }

    public QueryShare At(long n)
    {
        if (_shares.Length == 1)
        {
            return _shares[0];
        }

        var draw = SplitMix.Unit(_seed, n);
        var i = Array.FindIndex(_upTo, upTo => draw < upTo);
        return _shares[i < 0 ? _shares.Length - 1 : i];
    }
}

/// <summary>
/// A number drawn from a seed and a place, so that a draw depends on nothing before it (SplitMix64's finalizer, Steele et al. 2014).
/// </summary>
internal static class SplitMix
{
    public static ulong Mix(long seed, long place)
    {
        var z = unchecked(((ulong)seed * 0xD1342543DE82EF95) + (((ulong)place + 1) * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public static double Unit(long seed, long place) => (Mix(seed, place) >> 11) * (1.0 / (1UL << 53));
}
