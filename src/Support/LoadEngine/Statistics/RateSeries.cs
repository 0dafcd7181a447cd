namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// How many answers came in each stretch of the load, in at most 512 stretches of equal length however long the load; when they are
/// used up, neighbours are merged.
/// </summary>
internal sealed class RateSeries
{
    private const int MostStretches = 512;

    private readonly long[] _counts = new long[MostStretches];
    private long _stretch = TimeSpan.TicksPerSecond;

    /// <param name="ended">In ticks of 100 ns since the load began.</param>
    public void Record(long ended)
    {
        while (ended / _stretch >= MostStretches)
        {
            Merge();
        }

        _counts[ended / _stretch]++;
    }

    /// <summary>Answers in each of the complete stretches of a load of that length.</summary>
    public ReadOnlySpan<long> Complete(long duration) => _counts.AsSpan(0, (int)Math.Min(MostStretches, duration / _stretch));

    private void Merge()
    {
        for (var i = 0; i < MostStretches / 2; i++)
        {
            _counts[i] = _counts[2 * i] + _counts[(2 * i) + 1];
        }

        Array.Clear(_counts, MostStretches / 2, MostStretches / 2);
        _stretch *= 2;
    }
}
