using FsCheck;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

/// <summary>What must hold of every comparison, and the signed ranks against an enumeration of all signs.</summary>
public sealed class PairedComparisonProperties
{
    private static readonly ComparedMeasure Latency = ComparedMeasure.Find("latency.scheduled.p50")!;

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Sides_Swapped_InvertRatioIntervalAndOutcome(int seed)
    {
        var rounds = Drawn(seed);
        var there = Compare(Latency, rounds);
        var back = Compare(Latency, [.. rounds.Select(round => (round.Reference, round.Subject))]);
        return Inverse(there.Ratio, back.Ratio)
            && Inverse(there.Interval!.Low, back.Interval!.High)
            && Inverse(there.Interval.High, back.Interval.Low)
            && back.Outcome == Opposite(there.Outcome);
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Figures_InAnotherUnit_ChangeNothing(int seed, PositiveInt factor)
    {
        var rounds = Drawn(seed);
        var scaled = Compare(Latency, [.. rounds.Select(round => (round.Subject * factor.Get, round.Reference * factor.Get))]);
        return IsSame(Compare(Latency, rounds), scaled);
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Rounds_InAnotherOrder_ChangeNothing(int seed)
    {
        var rounds = Drawn(seed);
        var shuffled = rounds.ToArray();
        new Random(seed).Shuffle(shuffled);
        return IsSame(Compare(Latency, rounds), Compare(Latency, shuffled));
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Drift_OfBothSidesOfARound_ChangesNothing(int seed)
    {
        var random = new Random(seed);
        var rounds = Drawn(seed);
        var drifted = rounds.Select(
            round => Math.Exp(random.NextDouble()) is var factor ? (round.Subject * factor, round.Reference * factor) : default).ToArray();
        return IsSame(Compare(Latency, rounds), Compare(Latency, drifted));
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool LeftSide_OnceNotReached_IsNeitherFasterNorTheSame(int seed, byte where)
    {
        var rounds = Drawn(seed);
        rounds[where % rounds.Length].Subject = double.PositiveInfinity;
        var zero = rounds.Select(round => (1 / round.Subject, 1 / round.Reference)).ToArray();
        return Compare(Latency, rounds).Outcome is ComparisonOutcome.Slower or ComparisonOutcome.Undecided
            && Compare(ComparedMeasure.Find("throughput")!, zero).Outcome is ComparisonOutcome.Slower or ComparisonOutcome.Undecided;
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Throughput_IsTheOutcomeOfItsInverse(int seed)
    {
        var rounds = Drawn(seed);
        var inverse = rounds.Select(round => (1 / round.Subject, 1 / round.Reference)).ToArray();
        var (latency, throughput) = (Compare(Latency, rounds), Compare(ComparedMeasure.Find("throughput")!, inverse));
        return latency.Outcome == throughput.Outcome && Inverse(latency.Ratio, throughput.Ratio)
            && Inverse(latency.Interval!.Low, throughput.Interval!.High);
    }

    [TestCase(4, 0.2)]
    [TestCase(9, 0.02)]
    [TestCase(12, 0.005)]
    [TestCase(14, 0.0007)]
    public void LowerRank_AgainstAllSigns_IsTheHighestThatKeepsTheTail(int pairs, double tail)
    {
        var sums = Enumerable.Range(0, 1 << pairs)
            .Select(signs => Enumerable.Range(0, pairs).Where(i => (signs >> i & 1) == 1).Sum(i => i + 1))
            .ToArray();
        double Below(int rank) => (double)sums.Count(sum => sum < rank) / sums.Length;
        var rank = SignedRank.LowerRank(pairs, tail);
        Below(rank).ShouldBeLessThanOrEqualTo(tail);
        Below(rank + 1).ShouldBeGreaterThan(tail);
    }

    [Test]
    public void Interval_OfValuesUpTo20_IsThatOfWilcoxonsTable()
    {
        // Two-sided 5% and 1%: Wilcoxon's critical values are 52 and 37 for 20 pairs, 8 and 3 for 10.
        SignedRank.LowerRank(20, 0.025).ShouldBe(53);
        SignedRank.LowerRank(20, 0.005).ShouldBe(38);
        SignedRank.LowerRank(10, 0.025).ShouldBe(9);
        SignedRank.LowerRank(10, 0.005).ShouldBe(4);
    }

    [Test]
    public void EndsOfTheInterval_AreWhereTheSignedRankTestBeginsToReject()
    {
        var rounds = Drawn(11);
        var interval = Compare(Latency, rounds).Interval!;
        foreach (var (end, step) in new[] { (interval.Low!.Value, -1e-9), (interval.High!.Value, 1e-9) })
        {
            Rejects(rounds, Math.Log(end) + step).ShouldBeTrue();
            Rejects(rounds, Math.Log(end) - step).ShouldBeFalse();
        }
    }

    // Counts ranks, as the interval's own code does not.
    private static bool Rejects((double Subject, double Reference)[] rounds, double shift)
    {
        var differences = rounds.Select(round => Math.Log(round.Subject / round.Reference) - shift).OrderBy(Math.Abs).ToArray();
        var positive = differences.Select((difference, i) => difference > 0 ? i + 1 : 0).Sum();
        var statistic = Math.Min(positive, (differences.Length * (differences.Length + 1) / 2) - positive);
        return statistic < SignedRank.LowerRank(differences.Length, PairedComparison.Level / 7 / 2);
    }

    private static ComparisonResult Compare(ComparedMeasure measure, (double Subject, double Reference)[] rounds) =>
        PairedComparison.Of(
            measure,
            "subject",
            "reference",
            [.. rounds.Select(round => (new RoundFigure(round.Subject), new RoundFigure(round.Reference)))],
            7);

    private static (double Subject, double Reference)[] Drawn(int seed)
    {
        var random = new Random(seed);
        var (count, shift) = (11 + random.Next(15), random.NextDouble() - 0.5);
        return [.. Enumerable.Range(0, count)
            .Select(_ => (Math.Exp(shift + (0.2 * random.NextDouble())), Math.Exp(0.2 * random.NextDouble())))];
    }

    private static bool IsSame(ComparisonResult one, ComparisonResult other) => one.Outcome == other.Outcome
        && Close(one.Ratio, other.Ratio) && Close(one.Interval!.Low, other.Interval!.Low) && Close(one.Interval.High, other.Interval.High);

    private static bool Inverse(double? one, double? other) => Close(one, 1 / other);

    private static bool Close(double? one, double? other) =>
        (one is null && other is null) || Math.Abs(one!.Value - other!.Value) <= 1e-9 * one.Value;

    private static ComparisonOutcome Opposite(ComparisonOutcome outcome) => outcome switch
    {
        ComparisonOutcome.Slower => ComparisonOutcome.Faster,
        ComparisonOutcome.Faster => ComparisonOutcome.Slower,
        _ => outcome,
    };
}
