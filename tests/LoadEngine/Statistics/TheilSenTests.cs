using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Tests.Statistics;

internal sealed class TheilSenTests
{
    [Test]
    public void Slope_PointsOnALine_IsTheLine()
    {
        var estimate = TheilSen.Estimate(Line(25, x => 100 + (7 * x)));

        estimate.Slope.ShouldBe(7, 1e-9);
        estimate.Interval.Low!.Value.ShouldBe(7, 1e-9);
        estimate.Interval.High!.Value.ShouldBe(7, 1e-9);
    }

    [Test]
    public void Slope_OneWildPoint_IsHardlyMoved()
    {
        var points = Line(25, x => 7 * x);
        points[24] = (24, 1e9);

        TheilSen.Estimate(points).Slope.ShouldBe(7, 1e-9);
    }

    [Test]
    public void Interval_SixPoints_EndsAtTheSecondSlopeFromEitherSide()
    {
        // Of 720 permutations 1 has no inversion, 5 have one, 14 have two: 6/720 is within 2.5%, 20/720 is not.
        (double X, double Y)[] squares = [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16), (5, 25)];

        var interval = TheilSen.Estimate(squares).Interval;

        // The slope between i and j is i+j: 1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 9.
        interval.Low.ShouldBe(2);
        interval.High.ShouldBe(8);
    }

    [Test]
    public void Interval_FivePoints_IsAllTheirSlopes()
    {
        var interval = TheilSen.Estimate(Line(5, x => x * x)).Interval;

        interval.Low.ShouldBe(1);
        interval.High.ShouldBe(7);
    }

    [Test]
    public void LowerRank_SixtyPoints_IsTheSameCountedAndByTheNormalDistribution() =>
        KendallScore.CountedRank(60).ShouldBeInRange(KendallScore.NormalRank(60), KendallScore.NormalRank(60) + 1);

    [TestCase(2)]
    [TestCase(4)]
    public void Interval_TooFewPoints_IsOpen(int count)
    {
        var estimate = TheilSen.Estimate(Line(count, x => x));

        estimate.Interval.Low.ShouldBeNull();
        estimate.Interval.High.ShouldBeNull();
    }

    [Test]
    public void Interval_NoTrendInNoise_HoldsZeroInNineteenOfTwenty()
    {
        var random = new Random(8);
        var held = 0;
        for (var run = 0; run < 1000; run++)
        {
            var interval = TheilSen.Estimate(Line(25, _ => random.NextDouble())).Interval;
            held += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
        }

        held.ShouldBeInRange(940, 980);
    }

    [Test]
    public void Slope_TwoPointsAtTheSameTime_IsRefused() =>
        Should.Throw<ArgumentException>(() => TheilSen.Estimate([(1, 1), (1, 2)]));

    private static List<(double X, double Y)> Line(int count, Func<double, double> y) =>
        [.. Enumerable.Range(0, count).Select(x => ((double)x, y(x)))];
}
