using FsCheck;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Statistics;

/// <summary>Percentiles, intervals and sample sizes against computations of another kind.</summary>
public sealed class StatisticsProperties
{
    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Percentile_OfAnyLatencies_IsTheSortedValueAtItsRankToThreeDigits(
        NonEmptyArray<PositiveInt> values, byte infinite, byte thousandth)
    {
        var percentile = (thousandth % 255 + 1) / 256m;
        var counts = new LatencyCounts();
        foreach (var value in values.Get)
        {
            counts.Record(value.Get * 997L);
        }

        for (var i = 0; i < infinite % 8; i++)
        {
            counts.RecordInfinite();
        }

        var sorted = values.Get.Select(value => value.Get * 997.0).Concat(Enumerable.Repeat(double.PositiveInfinity, infinite % 8)).Order()
            .ToArray();
        var expected = sorted[(int)Math.Ceiling((double)(percentile * sorted.Length)) - 1];
        return counts.Percentile(percentile) is { } measured
            ? Math.Abs(measured - expected) <= expected * 0.001
            : double.IsPositiveInfinity(expected);
    }

    [Test]
    public void Rank_OfSevenPercentOfAHundred_IsSevenAndNotEight()
    {
        Rank.Of(0.07m, 100).ShouldBe(7);
        Rank.Of(0.95m, 20).ShouldBe(19);
        Rank.Of(0.95m, 21).ShouldBe(20);
        Rank.Of(0.5m, 1).ShouldBe(1);
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Interval_OfIndependentValues_LeavesAtMostTwoAndAHalfPercentOnEachSide(PositiveInt size, byte share)
    {
        var n = (size.Get * 7 % 900) + 1;
        var p = (share % 99 + 1) / 100m;
        var interval = OrderStatisticInterval.Of(p, n, n);
        // P(X < l) and P(X ≥ u) from the logarithms of factorials, as the interval's own code does not.
        return Tail(n, (double)p, 0, (interval.Low ?? 0) - 1) <= 0.025
            && Tail(n, (double)p, interval.High ?? n + 1, n) <= 0.025
            && (interval.Low is not { } low || Tail(n, (double)p, 0, low) > 0.025)
            && (interval.High is not { } high || Tail(n, (double)p, high - 1, n) > 0.025);
    }

    [TestCase(0.95, 72)]
    [TestCase(0.99, 368)]
    [TestCase(0.5, 6)]
    [TestCase(0.05, 72)]
    public void MinimumCount_OfAPercentile_IsWhereBothEndsClose(double percentile, long count)
    {
        var p = (decimal)percentile;
        OrderStatisticInterval.MinimumCount(p).ShouldBe(count);
        var (enough, tooFew) = (OrderStatisticInterval.Of(p, count, count), OrderStatisticInterval.Of(p, count - 1, count - 1));
        (enough.Low is not null && enough.High is not null).ShouldBeTrue();
        (tooFew.Low is null || tooFew.High is null).ShouldBeTrue();
    }

    [Test]
    public void Interval_OfMillions_IsExactAndQuick()
    {
        var interval = OrderStatisticInterval.Of(0.95m, 8_640_000, 8_640_000);
        // 1.96 standard deviations of the binomial, sqrt(n p q) = 640.6.
        interval.Low!.Value.ShouldBeInRange(8_208_000 - 1258, 8_208_000 - 1253);
        interval.High!.Value.ShouldBeInRange(8_208_000 + 1254, 8_208_000 + 1259);
    }

    [Test]
    public void Interval_WithFewerEffectiveValues_IsWider()
    {
        var all = OrderStatisticInterval.Of(0.95m, 2000, 2000);
        var few = OrderStatisticInterval.Of(0.95m, 2000, 200);
        few.Low!.Value.ShouldBeLessThan(all.Low!.Value);
        few.High!.Value.ShouldBeGreaterThan(all.High!.Value);
    }

    [Test]
    public void Interval_OverManySeries_HoldsThePercentileInAtLeast95Of100()
    {
        var random = new Random(7);
        var held = 0;
        for (var series = 0; series < 1000; series++)
        {
            var values = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).Order().ToArray();
            var interval = OrderStatisticInterval.Of(0.9m, 200, 200);
            held += values[interval.Low!.Value - 1] <= 0.9 && 0.9 <= values[interval.High!.Value - 1] ? 1 : 0;
        }

        held.ShouldBeGreaterThanOrEqualTo(940);
    }

    [TestCase(1, 0.5, 1.01)]
    [TestCase(20, 0.02, 0.12)]
    [TestCase(100, 0.004, 0.03)]
    public void EffectiveSampleSize_OfClusters_IsAboutTheirNumber(int clusterSize, double atLeast, double atMost)
    {
        var random = new Random(11);
        var series = new BlockSeries();
        const int Count = 6000;
        var latency = 0L;
        for (var n = 0; n < Count; n++)
        {
            latency = n % clusterSize == 0 ? (long)(1000 * Math.Exp(3 * random.NextDouble())) : latency;
            series.Record(n, latency);
        }

        (EffectiveSampleSize.Of(series, 15_000) / Count).ShouldBeInRange(atLeast, atMost);
    }

    [Test]
    public void EffectiveSampleSize_OfAnOutage_CountsItAsFew()
    {
        var series = new BlockSeries();
        for (var n = 0; n < 1800; n++)
        {
            series.Record(n, n is >= 900 and < 1020 ? null : 1000 + n % 50);
        }

        EffectiveSampleSize.Of(series, null).ShouldBeLessThan(60);
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool BlockSeries_HoweverLong_LosesNoneAndStaysSmall(PositiveInt length)
    {
        var count = length.Get * 131 % 20_000;
        var series = new BlockSeries();
        for (var n = 0; n < count; n++)
        {
            series.Record(n, n);
        }

        var held = 0L;
        for (var block = 0; block < series.Blocks; block++)
        {
            foreach (var number in series.Block(block))
            {
                held += number;
            }
        }

        return held == count && series.Blocks <= BlockSeries.MaxBlocks;
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Bucket_OfALargerLatency_IsNeverLower(NonNegativeInt left, NonNegativeInt right)
    {
        var (low, high) = (Math.Min(left.Get, right.Get) * 1009L, Math.Max(left.Get, right.Get) * 1009L);
        return BlockSeries.BucketOf(low) <= BlockSeries.BucketOf(high)
            && (high <= low * 1.07 + 1 || BlockSeries.BucketOf(low) < BlockSeries.BucketOf(high))
            && BlockSeries.BucketOf(LatencyCounts.HighestMicros) < BlockSeries.Buckets - 1;
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Slope_OfAnyPoints_HasAsManyPairsAboveItAsBelow(NonEmptyArray<int> heights, PositiveInt gap)
    {
        var points = Points(heights.Get, gap.Get);
        if (points.Length < 2)
        {
            return true;
        }

        var slope = TheilSen.Estimate(points).Slope;
        // A pair lies above a slope if its later point lies above the line through the earlier one: counted without dividing.
        var (above, below, pairs) = (0, 0, 0);
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = i + 1; j < points.Length; j++)
            {
                var rise = points[j].Y - points[i].Y - (slope * (points[j].X - points[i].X));
                var nothing = 1e-9 * (1 + Math.Abs(points[j].Y) + Math.Abs(points[i].Y) + Math.Abs(slope * points[j].X));
                above += rise > nothing ? 1 : 0;
                below += rise < -nothing ? 1 : 0;
                pairs++;
            }
        }

        return above <= pairs / 2 && below <= pairs / 2;
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool SlopeInterval_OfAnyPoints_EndsWhereTheInversionsOfAllPermutationsSay(NonEmptyArray<int> heights, PositiveInt gap)
    {
        var points = Points([.. heights.Get.Take(8)], gap.Get);
        if (points.Length < 2)
        {
            return true;
        }

        var slopes = (from i in Enumerable.Range(0, points.Length)
                      from j in Enumerable.Range(i + 1, points.Length - i - 1)
                      select (points[j].Y - points[i].Y) / (points[j].X - points[i].X)).Order().ToArray();
        // As many slopes may be left out on a side as permutations with at most so many inversions make up 2.5% of all.
        var inversions = Permutations(points.Length).GroupBy(Inversions).ToDictionary(group => group.Key, group => group.Count());
        var (all, seen, left) = (inversions.Values.Sum(), 0, 0);
        while ((seen += inversions[left]) <= 0.025 * all)
        {
            left++;
        }

        var interval = TheilSen.Estimate(points).Interval;
        return left == 0 ? interval is { Low: null, High: null } : interval.Low == slopes[left - 1] && interval.High == slopes[^left];
    }

    private static (double X, double Y)[] Points(int[] heights, int gap) =>
        [.. heights.Take(40).Select((height, i) => ((double)i * (gap % 50 + 1), (double)height))];

    private static IEnumerable<int[]> Permutations(int length) => length == 0
        ? [[]]
        : Permutations(length - 1).SelectMany(
            shorter => Enumerable.Range(0, length).Select(place => (int[])[.. shorter[..place], length, .. shorter[place..]]));

    private static int Inversions(int[] permutation) => Enumerable.Range(0, permutation.Length)
        .Sum(i => permutation.Skip(i + 1).Count(later => later < permutation[i]));

    private static double Tail(long n, double p, long from, long to)
    {
        var sum = 0.0;
        for (var k = Math.Max(0, from); k <= to; k++)
        {
            sum += Math.Exp(LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
        }

        return sum;
    }

    private static double LogFactorial(long n) => Enumerable.Range(1, (int)n).Sum(i => Math.Log(i));
}
