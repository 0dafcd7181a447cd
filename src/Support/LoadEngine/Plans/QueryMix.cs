using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>Which query of the mix, and which row of its parameters, stands at a place of the plan; the same seed gives the same
/// sequence.</summary>
internal sealed class QueryMix
{
    private readonly QueryShare[] _shares;
    private readonly double[] _upTo;
    private readonly long _seed;
    private readonly bool _randomRows;

    public QueryMix(LoadPlan plan)
    {
        _shares = [.. plan.Mix];
        (_seed, _randomRows) = (plan.EffectiveSeed, plan.RandomParameters);
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

    /// <summary>What a client asks at a place of the plan.</summary>
    public AskedQuery AskedAt(long n)
    {
        var share = At(n);
        return new(share.Query, RowOf(share, n));
    }

    /// <summary>The row of a query's parameters; null where it has none.</summary>
    /// <param name="share">The query.</param>
    /// <param name="turn">The place in the load's plan; without a plan, that of the client's question among those of all clients.</param>
    public int? RowOf(QueryShare share, long turn) => share.ParameterRows == 0 ? null
        // Another sequence than the one that draws the query, or each query of a mix would have a part of its rows only.
        : _randomRows ? (int)(SplitMix.Unit(~_seed, turn) * share.ParameterRows)
        : (int)(turn % share.ParameterRows);
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
