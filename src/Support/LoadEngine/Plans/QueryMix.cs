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
