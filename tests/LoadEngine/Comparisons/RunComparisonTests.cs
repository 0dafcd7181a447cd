using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

/// <summary>Two single runs, whose queries resemble their neighbours: how often they are wrongly told apart, and what is found.</summary>
public sealed class RunComparisonTests
{
    private static readonly LoadPlan Plan = Simulated.Open(1, TimeSpan.FromMinutes(30));

    [Test]
    public void EqualRuns_InAThousandComparisons_AreCalledDifferentInAtMostTwoPercent()
    {
        const int all = 1_000;
        var pairs = Enumerable.Range(21_000, all).AsParallel().Select(seed =>
        {
            var random = new Random(seed);
            return Compared(Run(random), Run(random));
        }).ToArray();
        var different = pairs.Count(
            results => results.Any(result => result.Outcome is ComparisonOutcome.Slower or ComparisonOutcome.Faster));
        var outside = pairs.Count(results => results.Any(result => result.Interval is { Low: > 1 } or { High: < 1 }));
        TestContext.Out.WriteLine(
            $"{all} pairs of equal runs of 1,800 queries in clusters: {different} called different, {outside} "
                + $"({100.0 * outside / all:0.##}%) with an interval without 1");
        different.ShouldBeLessThanOrEqualTo(all / 50);
        outside.ShouldBeLessThanOrEqualTo(all / 50);
    }

    [Test]
    public void RunSlowerByAThird_InAHundredComparisons_IsFoundByItsMedian()
    {
        var random = new Random(22);
        var found = Enumerable.Range(0, 100).Count(
            _ => Compared(Run(random, factor: 1.33), Run(random))[0].Outcome == ComparisonOutcome.Slower);
        TestContext.Out.WriteLine($"a median slower by a third found in {found} of 100 pairs of runs");
        found.ShouldBeGreaterThanOrEqualTo(90);
    }

    [Test]
    public void EqualRuns_WithoutClusters_AreTheSameInThroughput()
    {
        var random = new Random(23);
        var throughput = Compared(Run(random), Run(random)).Single(result => result.Key == "throughput");
        throughput.Outcome.ShouldBe(ComparisonOutcome.Same, throughput.ToString());
        throughput.Rounds.ShouldBe(0);
    }

    [Test]
    public void Run_WithFailures_IsNeverFasterNorTheSame()
    {
        var random = new Random(24);
        foreach (var failures in (double[])[0.002, 0.06, 0.3, 0.6, 1])
        {
            var (failing, whole) = (Run(random, factor: 0.5, failures: failures), Run(random));
            failing.Counts.Unsuccessful.ShouldBeGreaterThan(0);
            Compared(failing, whole).ShouldAllBe(
                result => result.Outcome == ComparisonOutcome.Slower || result.Outcome == ComparisonOutcome.Undecided);
            Compared(whole, failing).ShouldAllBe(
                result => result.Outcome == ComparisonOutcome.Faster || result.Outcome == ComparisonOutcome.Undecided);
        }

        var few = Run(random, factor: 0.5, failures: 0.002);
        Compared(few, Run(random))[0].Note.ShouldBe($"{few.Counts.Unsuccessful} of 1,800 queries of this run failed");
        Compared(Run(random), few)[0].Note.ShouldBe($"{few.Counts.Unsuccessful} of 1,800 queries of the baseline failed");

        var broken = Compared(Run(random, failures: 0.6), Run(random))[0];
        (broken.Outcome, broken.Ratio).ShouldBe((ComparisonOutcome.Slower, null));
        broken.Note.ShouldNotBeNull().ShouldContain("this run was not reached, because queries failed");
    }

    [Test]
    public void Difference_SmallButSure_IsNotADifferenceBetweenTwoRuns()
    {
        var slight = new CostInterval(Math.Log(1.03), Math.Log(1.2));
        (slight.Outcome, slight.OutcomeOfTwoRuns).ShouldBe((ComparisonOutcome.Slower, ComparisonOutcome.Undecided));
        new CostInterval(Math.Log(1.11), Math.Log(1.2)).OutcomeOfTwoRuns.ShouldBe(ComparisonOutcome.Slower);
        new CostInterval(Math.Log(0.8), Math.Log(0.9)).OutcomeOfTwoRuns.ShouldBe(ComparisonOutcome.Faster);
    }

    [TestCase(29, 0.01, 2.7564)]
    [TestCase(10, 0.05, 2.2281)]
    [TestCase(1, 0.05, 12.7062)]
    [TestCase(2, 0.1, 2.9200)]
    [TestCase(3, 0.002, 10.2145)]
    public void StudentT_Quantile_IsThatOfTheTables(int degrees, double level, double value) =>
        StudentT.TwoSided(level, degrees).ShouldBe(value, 0.0005);

    [TestCase(0.01, 2.5758)]
    [TestCase(0.002, 3.0902)]
    public void StudentT_OfManyDegrees_IsNormal(double level, double value) => StudentT.TwoSidedNormal(level).ShouldBe(value, 0.005);

    [Test]
    public void RateSeries_OfALongLoad_KeepsEveryAnswer()
    {
        var series = new RateSeries();
        for (var second = 0; second < 3_600; second++)
        {
            series.Record(second * TimeSpan.TicksPerSecond);
        }

        var counts = series.Complete(TimeSpan.FromHours(1).Ticks).ToArray();
        counts.Sum().ShouldBe(3_600);
        counts.ShouldAllBe(count => count == 8);
    }

    [TestCase(17L)]
    [TestCase(1_000L)]
    [TestCase(123_456_789L)]
    public void MiddleOfABucket_LiesWithinIt(long value) =>
        BlockSeries.BucketOf((long)BlockSeries.MiddleOf(BlockSeries.BucketOf(value))).ShouldBe(BlockSeries.BucketOf(value));

    private static IReadOnlyList<ComparisonResult> Compared(LoadRecorder subject, LoadRecorder reference) =>
        [.. ComparedMeasure.OfLoads.Select(measure => RunComparison.Of(measure, subject, reference, ComparedMeasure.OfLoads.Count))];

    // A level that wanders slowly, and stalls in which a cluster of queries is slow.
    private static LoadRecorder Run(Random random, double factor = 1, double failures = 0)
    {
        var recorder = new LoadRecorder(Plan, Plan.Duration, []);
        var (wander, stall) = (0.0, 0);
        for (var n = 0; n < 1_800; n++)
        {
            wander = (0.9 * wander) + (0.05 * Normal(random));
            stall = stall > 0 ? stall - 1 : random.NextDouble() < 0.003 ? 8 : 0;
            var ms = 50 * factor * Math.Exp(wander + (0.4 * Normal(random))) * (stall > 0 ? 5 : 1);
            var planned = n * TimeSpan.TicksPerSecond;
            var failed = random.NextDouble() < failures;
            recorder.Planned(planned);
            recorder.Started();
            recorder.Record(new QueryEnd
            {
                Client = 0,
                N = n,
                Share = Plan.Mix[0],
                Planned = planned,
                Started = planned,
                Ended = planned + (long)(ms * TimeSpan.TicksPerMillisecond),
                Outcome = failed ? QueryOutcome.Failed : QueryOutcome.Succeeded,
            });
        }

        return recorder;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
