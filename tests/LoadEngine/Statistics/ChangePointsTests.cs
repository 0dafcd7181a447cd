using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Tests.Statistics;

/// <summary>What docs/decisions/0070 says of the method.</summary>
internal sealed class ChangePointsTests
{
    private const int Runs = 60;
    private const double Noise = 0.03;

    [TestCase(15, 1.2)]
    [TestCase(15, 1 / 1.2)]
    [TestCase(30, 1.2)]
    [TestCase(30, 1 / 1.2)]
    [TestCase(55, 1.2)]
    public void Step_OfAFifth_IsNamedAfterItsFourthRunInNinetyFiveOfAHundredHistories(int at, double factor)
    {
        var found = Enumerable.Range(0, 100).Count(seed =>
        {
            var history = History(seed, n => n < at ? 1 : factor);
            // As the page was drawn after that run, knowing of no later one.
            return ChangePoints.Find(history[..(at + 4)]) is [.., { Seen: var seen } change]
                && Math.Abs(change.First - at) <= 1 && seen <= at + 3;
        });

        TestContext.Out.WriteLine($"a step of {factor:0.00} at run {at}: {found} of 100");
        found.ShouldBeGreaterThanOrEqualTo(95);
    }

    [Test]
    public void NoStep_OfAHundredHistoriesLookedAtAfterEachRun_TwoAtMostAreCalledChanged()
    {
        var called = Enumerable.Range(0, 100).Count(seed =>
        {
            var history = History(seed, _ => 1);
            return Enumerable.Range(1, Runs).Any(seen => ChangePoints.Find(history[..seen]).Count > 0);
        });

        TestContext.Out.WriteLine($"without a step: {called} of 100 were called changed after any of {Runs} runs");
        called.ShouldBeLessThanOrEqualTo(2);
    }

    [TestCase("lognormal, 30%", 0.01)]
    [TestCase("Laplace", 0.02)]
    [TestCase("Student's t, 3 degrees", 0.02)]
    [TestCase("one run in twenty 50% slower", 0.03)]
    [TestCase("counts around 3", 0.02)]
    [TestCase("seldom any failure", 0.01)]
    [TestCase("exponential", 0.08)]
    [TestCase("neighbours alike, 0.3", 0.15)]
    public void NoStep_OtherNoise_IsSeldomCalledChanged(string noise, double most)
    {
        const int Histories = 1000;
        var called = Enumerable.Range(0, Histories).AsParallel().Count(seed =>
        {
            var random = new Random(seed);
            var draw = Drawing(noise, random);
            return ChangePoints.Find([.. Enumerable.Range(0, Runs).Select(_ => draw())]).Count > 0;
        });

        TestContext.Out.WriteLine($"{noise}: {called} of {Histories}");
        called.ShouldBeLessThanOrEqualTo((int)(most * Histories));
    }

    [Test]
    public void Run_LookedAtLater_LeavesWhatWasCalledBefore()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var history = History(seed, n => n is < 20 or >= 40 ? 1 : 1.15);
            var whole = ChangePoints.Find(history).Select(change => (change.First, change.Seen)).ToList();

            foreach (var runs in Enumerable.Range(1, Runs))
            {
                ChangePoints.Find(history[..runs]).Select(change => (change.First, change.Seen))
                    .ShouldBe(whole.TakeWhile(change => change.Seen < runs));
            }
        }
    }

    [TestCase(30, 1)]
    [TestCase(30, 2)]
    [TestCase(30, 3)]
    public void OddRuns_FewerThanFour_AreNoChange(int at, int count)
    {
        var called = Enumerable.Range(0, 100).Count(seed =>
            ChangePoints.Find(History(seed, n => n >= at && n < at + count ? 2 : 1)).Count > 0);

        called.ShouldBeLessThanOrEqualTo(3);
    }

    [Test]
    public void Step_WithOddRunsOnBothSides_IsStillFound()
    {
        var found = Enumerable.Range(0, 100).Count(seed =>
            ChangePoints.Find(History(seed, n => (n < 30 ? 1 : 1.2) * (n is 7 or 21 or 31 ? 1.6 : 1))) is [{ First: 30, Seen: <= 35 }]);

        found.ShouldBeGreaterThanOrEqualTo(90);
    }

    [Test]
    public void Step_TakenBackAfterFiveRuns_IsNamedAndSoIsItsEnd()
    {
        var found = Enumerable.Range(0, 100).Count(seed => ChangePoints.Find(History(seed, n => n is >= 30 and < 35 ? 1.2 : 1))
            is [{ First: 30 }, { First: 35, Seen: <= 38 }]);

        found.ShouldBeGreaterThanOrEqualTo(90);
    }

    [Test]
    public void Failures_FromOneRunOn_AreFoundThoughTheyWereNoneBefore()
    {
        double[] failed = [.. Enumerable.Repeat(0.0, 20), 12, 15, 9, 14];

        var change = ChangePoints.Find(failed).ShouldHaveSingleItem();

        (change.First, change.Seen, change.Before, change.Ratio).ShouldBe((20, 23, 0, null));
        change.After.ShouldBe(12.5, 1e-9);
        change.Interval.Low!.Value.ShouldBeGreaterThan(0);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(7)]
    public void History_OfFewRuns_SaysNothing(int runs) =>
        ChangePoints.Find([.. Enumerable.Range(0, runs).Select(n => n < 4 ? 1.0 : 10)]).ShouldBeEmpty();

    [Test]
    public void Figure_ThatNeverVaries_HasNoChange() => ChangePoints.Find([.. Enumerable.Repeat(0.0, Runs)]).ShouldBeEmpty();

    [Test]
    public void Interval_OfAStep_HoldsIt()
    {
        var held = Enumerable.Range(0, 100).Count(seed => ChangePoints.Find(History(seed, n => n < 30 ? 1 : 1.2)) is [.., var change]
            && change.Interval.Low <= 1.2 && change.Interval.High >= 1.2);

        held.ShouldBeGreaterThanOrEqualTo(90);
    }

    private static double[] History(int seed, Func<int, double> level)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Runs).Select(n => level(n) * Math.Exp(Noise * Normal(random)))];
    }

    private static Func<double> Drawing(string noise, Random random)
    {
        var last = Normal(random);
        return noise switch
        {
            "lognormal, 30%" => () => Math.Exp(0.3 * Normal(random)),
            "Laplace" => () => Math.Exp(Noise * Math.Log(random.NextDouble() / random.NextDouble())),
            "Student's t, 3 degrees" => () => Math.Exp(Noise * Normal(random)
                / Math.Sqrt(Enumerable.Range(0, 3).Sum(_ => Math.Pow(Normal(random), 2)) / 3)),
            "one run in twenty 50% slower" => () => Math.Exp(Noise * Normal(random)) * (random.NextDouble() < 0.05 ? 1.5 : 1),
            "counts around 3" => () => Counted(random, 3),
            "exponential" => () => 1 - (0.05 * Math.Log(1 - random.NextDouble())),
            "neighbours alike, 0.3" => () => Math.Exp(Noise * (last = (0.3 * last) + (Math.Sqrt(1 - 0.09) * Normal(random)))),
            _ => () => random.NextDouble() < 0.05 ? Counted(random, 10) : 0,
        };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Counted(Random random, double mean)
    {
        var count = 0;
        for (var left = Math.Exp(mean) * random.NextDouble(); left > 1; left *= random.NextDouble())
        {
            count++;
        }

        return count;
    }
}
