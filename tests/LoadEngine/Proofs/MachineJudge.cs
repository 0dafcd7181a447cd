using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>What the loads that ran side by side cost: CPU per query, memory and its growth.</summary>
internal sealed class MachineJudge(JudgedLoad load)
{
    private readonly JudgedLoad[] _all = [.. load.Carried.Loads.Select(one => new JudgedLoad(load.Scenario, load.Carried, one))];

    /// <summary>As long as the longest of the loads.</summary>
    private double WatchedSeconds => _all.Max(one => one.Measured) / (double)JudgedLoad.Second;

    public Said Judge(Row row) => row.What switch
    {
        What.Cpu => Cpu(row),
        What.ClientMemory => Peak(row, load.Carried.Client),
        What.ServerMemory => Peak(row, load.Carried.Server),
        What.ClientGrowth => Growth(row, load.Carried.Client),
        What.ServerGrowth => Growth(row, load.Carried.Server),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    private Said Cpu(Row row)
    {
        var answered = _all.Sum(one => one.All.Count(query => query.Answered && query.Ended <= one.Measured));
        return answered == 0 || answered < 10 * WatchedSeconds
            ? Said.Of(Inconclusive, $"{answered} answers in {WatchedSeconds} s")
            : Said.ByValue(row, load.Carried.CpuMs / answered, 1e-9);
    }

    private Said Peak(Row row, IReadOnlyList<(long At, long Bytes)>? samples)
    {
        if (samples is null)
        {
            return Said.Of(Inconclusive, "cannot be seen");
        }

        // Four samples a second; that a tenth of them may be missing is the engine's own tolerance.
        return samples.Count < Math.Max(1, Math.Floor(4 * WatchedSeconds * 0.9)) ? Said.Of(Inconclusive, $"only {samples.Count} samples")
            : Said.ByValue(row, samples.Max(sample => sample.Bytes));
    }

    private Said Growth(Row row, IReadOnlyList<(long At, long Bytes)>? samples)
    {
        if (WatchedSeconds < 600)
        {
            return Said.Of(load.IsRehearsal ? NotJudged : Inconclusive, "less than ten minutes");
        }

        const long Minute = 60 * JudgedLoad.Second;
        var minutes = (samples ?? []).GroupBy(sample => sample.At / Minute)
            .Where(minute => minute.Key >= 5 && minute.Key < samples![^1].At / Minute)
            .Select(minute => (Hour: minute.Key / 60.0, Bytes: (double)minute.Min(sample => sample.Bytes))).ToArray();
        var slopes = (from left in minutes
                      from right in minutes
                      where right.Hour > left.Hour
                      select (right.Bytes - left.Bytes) / (right.Hour - left.Hour)).Order().ToArray();
        var beyond = Outside(minutes.Length);
        return beyond == 0 ? Said.Of(Inconclusive, $"{minutes.Length} minutes have no interval") : Said.ByValue(row, slopes[^beyond], 0.01);
    }

    /// <summary>
    /// How many of all pairs' slopes may lie beyond one end of the interval (Sen 1968): as many inversions as at most 2.5% of all orders of
    /// so many points have.
    /// </summary>
    private static int Outside(int points)
    {
        double[] orders = [1];
        for (var n = 2; n <= points; n++)
        {
            orders = [.. Enumerable.Range(0, orders.Length + n - 1).Select(inversions => Enumerable.Range(0, n).Sum(added =>
                inversions - added >= 0 && inversions - added < orders.Length ? orders[inversions - added] : 0) / n)];
        }

        var (outside, sum) = (0, 0.0);
        while (outside < orders.Length && (sum += orders[outside]) <= 0.025)
        {
            outside++;
        }

        return outside;
    }
}
