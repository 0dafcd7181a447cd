using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Latencies of a whole load: percentiles, mean, maximum, and those of the first queries.</summary>
internal sealed class LatencyJudge(JudgedLoad load)
{
    public Said Latency(Row row)
    {
        if (row.Rank is { } rank and < 1 && load.Counted.Count < Needed(rank) && !load.IsRehearsal)
        {
            return Said.Of(Inconclusive, $"only {load.Counted.Count} queries");
        }

        // Any failure breaks mean and maximum, that of a first query too.
        double Over(Func<Query, bool> which) => row.Rank is null or 1 && load.All.Any(query => !query.Answered && which(query))
            ? double.PositiveInfinity
            : Figure(row, load.Counted.Where(which));
        bool Undisturbed(Query query) => !load.IsDisturbed(query);
        double? without = load.All.Any(load.IsDisturbed) ? Over(Undisturbed) : null;
        return Said.ByValue(row, Over(_ => true), 0.001, without, 0.002);
    }

    public Said First(Row row)
    {
        var firsts = load.All.Where(query => query.First)
            .ToDictionary(query => query.Client, query => (Ms: query.Latency(service: false), Disturbed: load.IsDisturbed(query)));
        foreach (var (client, ms) in load.FirstInWarmUp)
        {
            firsts.Add(client, (ms, false));
        }

        if (firsts.Values.All(first => double.IsFinite(first.Ms)) && firsts.Count < load.Plan.Clients)
        {
            return Said.Of(Inconclusive, "a session was never asked");
        }

        var rest = firsts.Values.Where(first => !first.Disturbed).Select(first => first.Ms).ToArray();
        double? without = rest.Length == firsts.Count ? null : rest.DefaultIfEmpty(0).Max();
        return Said.ByValue(row, firsts.Values.Max(first => first.Ms), 0, without, 0.002);
    }

    /// <summary>The row's statistic; 0 of nothing.</summary>
    public static double Figure(Row row, IEnumerable<Query> queries)
    {
        var values = queries.Select(query => query.Latency(row.Service)).Order().ToArray();
        return values.Length == 0 ? 0 : row.Rank is { } rank ? AtRank(values, rank) : values.Average();
    }

    /// <summary>The value at rank ⌈p·n⌉.</summary>
    public static double AtRank(double[] ascending, decimal p) => ascending[Math.Max(1, (int)Math.Ceiling(p * ascending.Length)) - 1];

    /// <summary>The fewest values of which an interval of 95% around the percentile has both ends: each tail at most 2.5%.</summary>
    public static int Needed(decimal p)
    {
        var n = 1;
        for (var (low, high) = ((double)p, 1 - (double)p); Math.Pow(low, n) > 0.025 || Math.Pow(high, n) > 0.025;)
        {
            n++;
        }

        return n;
    }
}
