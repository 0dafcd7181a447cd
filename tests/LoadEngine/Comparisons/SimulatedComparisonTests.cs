using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

/// <summary>How often a comparison is wrong, and how often it finds what is there (issue 8).</summary>
public sealed class SimulatedComparisonTests
{
    [TestCase(1, 0.05, 0.05, 0.3, TestName = "Comparison_OfEqualSides_IsCalledDifferentInAtMostTwoPercent")]
    [TestCase(2, 0.01, 0.2, 1.0, TestName = "Comparison_OfEqualSidesThatDriftAndStall_IsCalledDifferentInAtMostTwoPercent")]
    public void EqualSides_InTwoThousandComparisons_AreCalledDifferentInAtMostTwoPercent(
        int seed, double ownLevel, double driftStep, double stalls)
    {
        var simulated = new SimulatedRounds(seed) { OwnLevel = ownLevel, DriftStep = driftStep, StallsPerLoad = stalls };
        var (different, falseMedians, same, all) = (0, 0, 0, 2_000);
        for (var i = 0; i < all; i++)
        {
            var results = Rounds.Compare("subject", "reference", simulated.Take(Rounds.Default));
            different += results.Any(IsDifferent) ? 1 : 0;
            falseMedians += IsDifferent(results[0]) ? 1 : 0;
            same += results[0].Outcome == ComparisonOutcome.Same ? 1 : 0;
        }

        TestContext.Out.WriteLine(
            $"{all} A/A comparisons of {ComparedMeasure.All.Count} measures: {different} ({100.0 * different / all:0.##}%) called "
                + "different in any measure, "
            + $"{falseMedians} in the median; the median called the same in {100.0 * same / all:0.#}%");
        different.ShouldBeLessThanOrEqualTo(all / 50);
    }

    [TestCase(3, 0.05, Rounds.Default)]
    [TestCase(4, 0.1, 30)]
    public void MedianSlowerByAFifth_InTwoHundredComparisons_IsFoundInAtLeastNinetyPercent(int seed, double ownLevel, int rounds)
    {
        var simulated = new SimulatedRounds(seed) { OwnLevel = ownLevel };
        var found = 0;
        for (var i = 0; i < 200; i++)
        {
            var median = Rounds.Compare("subject", "reference", simulated.Take(rounds, subjectFactor: 1.2))[0];
            found += median.Outcome == ComparisonOutcome.Slower ? 1 : 0;
        }

        TestContext.Out.WriteLine(
            $"a median slower by 20% found in {found} of 200 comparisons of {rounds} rounds, loads' own level {ownLevel:P0}");
        found.ShouldBeGreaterThanOrEqualTo(180);
    }

    [TestCase(14, 100, 0)]
    [TestCase(20, 180, 0)]
    [TestCase(30, 190, 60)]
    [TestCase(40, 195, 120)]
    public void MoreRounds_FindMoreAndSayMoreOften_ThatEqualSidesAreTheSame(int rounds, int slowerInAtLeast, int sameInAtLeast)
    {
        var simulated = new SimulatedRounds(5);
        var (slower, noSlower, same) = (0, 0, 0);
        for (var i = 0; i < 200; i++)
        {
            slower += Rounds.Compare("subject", "reference", simulated.Take(rounds, subjectFactor: 1.2))[0]
                .Outcome == ComparisonOutcome.Slower ? 1 : 0;
            var equal = Rounds.Compare("subject", "reference", simulated.Take(rounds))[0];
            same += equal.Outcome == ComparisonOutcome.Same ? 1 : 0;
            noSlower += equal.Interval?.High < EquivalenceBand.High ? 1 : 0;
        }

        TestContext.Out.WriteLine(
            $"{rounds} rounds, of 200: slower by 20% found {slower}, equal medians called the same {same}, no slower told {noSlower}");
        slower.ShouldBeGreaterThanOrEqualTo(slowerInAtLeast);
        same.ShouldBeGreaterThanOrEqualTo(sameInAtLeast);
    }

    // Rounds cannot tell what belongs to the start of a side, so the 1% does not hold for the software on another start.
    [TestCase(0.01, 0, 50)]
    [TestCase(0.03, 100, 400)]
    public void EqualSidesWithStartsOfTheirOwn_InAThousandComparisons_AreSometimesCalledDifferent(double ownStart, int atLeast, int atMost)
    {
        var simulated = new SimulatedRounds(6) { OwnStart = ownStart };
        var (different, medians, processes, beside, all) = (0, 0, 0, 0, 1_000);
        for (var i = 0; i < all; i++)
        {
            var results = Rounds.Compare("subject", "reference", simulated.Take(Rounds.Default));
            different += results.Any(IsDifferent) ? 1 : 0;
            medians += IsDifferent(results[0]) ? 1 : 0;
            processes += results.Any(result => IsDifferent(result) && result.Key.StartsWith("client.", StringComparison.Ordinal)) ? 1 : 0;
            beside += results.Any(result => result.Interval is { Low: > 1 } or { High: < 1 }) ? 1 : 0;
        }

        TestContext.Out.WriteLine(
            $"{all} A/A comparisons of {Rounds.Default} rounds whose starts differ by {ownStart:P0}: {different} called different in any "
                + $"measure, {medians} in the median, {processes} in CPU or memory; "
            + $"in {beside} an interval lies off 1");
        different.ShouldBeInRange(atLeast, atMost);
    }

    private static bool IsDifferent(ComparisonResult result) => result.Outcome is ComparisonOutcome.Slower or ComparisonOutcome.Faster;
}
