using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>Sees when a load is to be given up. A second in which nothing ended neither ends nor begins a streak.</summary>
internal sealed class AbandonWatch(AbandonRule? rule)
{
    private long? _failingSince;

    /// <summary>Why the load was given up, where it was.</summary>
    public string? Sentence => rule is null ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"abandoned: more than {rule.FailedShare:0.#%} of the queries failed for {rule.For.TotalSeconds:0.#} seconds");

    /// <param name="ended">Queries that ended in this second.</param>
    /// <param name="failed">Those of them that failed.</param>
    /// <param name="from">Its beginning, in ticks since the load began.</param>
    /// <param name="to">Its end.</param>
    /// <returns>Whether the rule says stop.</returns>
    public bool Sees(long ended, long failed, long from, long to)
    {
        if (rule is null || ended == 0)
        {
            return false;
        }

        if (failed <= rule.FailedShare * ended)
        {
            _failingSince = null;
            return false;
        }

        _failingSince ??= from;
        return to - _failingSince >= rule.For.Ticks;
    }
}
