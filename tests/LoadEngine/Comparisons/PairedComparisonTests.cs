using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

public sealed class PairedComparisonTests
{
    private static readonly double Unknown = double.NaN;
    private static readonly double NotReached = double.PositiveInfinity;

    [TestCase(1.4, "Slower")]
    [TestCase(1.0, "Same")]
    [TestCase(1.05, "Same")]
    [TestCase(0.7, "Faster")]
    public void Outcome_OfSteadyRounds_IsThatOfTheirRatio(double ratio, string outcome)
    {
        var result = Compare(Steady(20, ratio));
        result.Outcome.ToString().ShouldBe(outcome);
        result.Ratio!.Value.ShouldBe(ratio, 0.01);
        result.Rounds.ShouldBe(20);
        result.Confidence!.Value.ShouldBe(1 - (0.01 / 7), 1e-12);
    }

    [Test]
    public void Difference_SureButUnderATenth_IsCalledTheSameAndSaysSo() =>
        Compare(Steady(20, 1.05)).Note.ShouldBe("certainly higher, but by less than 10%");

    [TestCase(7, 11)]
    [TestCase(1, 8)]
    public void FewestRounds_OfMeasures_IsWhereTheClearestOutcomeIsRareEnough(int measures, int rounds) =>
        PairedComparison.FewestRounds(measures).ShouldBe(rounds);

    [TestCase(10, "10 rounds are too few to find a difference at this level, it takes 11")]
    [TestCase(1, "1 round is too few to find a difference at this level, it takes 11")]
    public void Comparison_OfTooFewRounds_IsUndecidedAndSaysHowManyItTakes(int rounds, string note)
    {
        var result = Compare(Steady(rounds, 3));
        result.Outcome.ShouldBe(ComparisonOutcome.Undecided);
        result.Interval.ShouldBe(new Interval(null, null));
        result.Note.ShouldBe(note);
    }

    [Test]
    public void Comparison_OfNothing_IsUndecided()
    {
        var result = Compare([]);
        result.Outcome.ShouldBe(ComparisonOutcome.Undecided);
        result.Ratio.ShouldBeNull();
        result.SubjectFigure.ShouldBeNull();
    }

    [Test]
    public void Round_WithAnUnknownFigure_IsLeftOutAndNamed()
    {
        var rounds = Steady(20, 1.4);
        rounds[3].Reference = Unknown;
        rounds[7].Subject = Unknown;
        var result = Compare(rounds);
        result.Rounds.ShouldBe(18);
        result.Outcome.ShouldBe(ComparisonOutcome.Slower);
        result.Note.ShouldBe("2 of 20 rounds left out: 2 with fewer than 2 queries");
    }

    [Test]
    public void Subject_NeverReached_IsSlowerWithoutARatio()
    {
        var result = Compare([.. Steady(20, 1).Select(round => (NotReached, round.Reference))]);
        (result.Outcome, result.Ratio, result.SubjectFigure).ShouldBe((ComparisonOutcome.Slower, (double?)null, (double?)null));
        result.Note.ShouldBe("subject was not reached in 20 of 20 rounds, because queries failed");
    }

    [Test]
    public void BothSides_NotReachedInARound_AreUndecided()
    {
        var rounds = Steady(20, 1.4);
        rounds[0] = (NotReached, NotReached);
        Compare(rounds).Outcome.ShouldBe(ComparisonOutcome.Undecided);
    }

    [Test]
    public void Figures_OfASideWithFailures_AreNeverBetterThanWithout()
    {
        var (whole, failing) = (Enumerable.Repeat(20.0, 119).ToArray(), Enumerable.Repeat(NotReached, 10).ToArray());
        var (good, bad) = (SimulatedRounds.Of([.. whole, 20]), SimulatedRounds.Of(
            [.. whole[..110], .. failing],
            cpuMs: 370,
            memory: 150_000_000));
        foreach (var measure in ComparedMeasure.All)
        {
            var (of, ofFailing) = (measure.Of(good), measure.Of(bad));
            (measure.LowerIsBetter ? ofFailing >= of : ofFailing <= of).ShouldBeTrue($"{measure}: {ofFailing} with failures, {of} without");
        }
    }

    [TestCase(0.5)]
    [TestCase(1)]
    public void Side_WithASingleFailedQuery_IsNeverBetterNorTheSameInAnyMeasure(double factor)
    {
        var rounds = new SimulatedRounds(17) { OwnLevel = 0.01, Spread = 0.1, StallsPerLoad = 0, DriftStep = 0 }.Take(20, factor).ToArray();
        Rounds.Compare("subject", "reference", rounds).Count(result => result.Outcome is ComparisonOutcome.Faster or ComparisonOutcome.Same)
            .ShouldBeGreaterThan(4);
        rounds[4].Subject = Failing(rounds[4].Subject);

        var results = Rounds.Compare("subject", "reference", rounds);
        var swapped = Rounds.Compare("subject", "reference", [.. rounds.Select(round => (round.Reference, round.Subject))]);

        results.ShouldAllBe(result => result.Outcome == ComparisonOutcome.Slower || result.Outcome == ComparisonOutcome.Undecided);
        swapped.ShouldAllBe(result => result.Outcome == ComparisonOutcome.Faster || result.Outcome == ComparisonOutcome.Undecided);
        results[0].Ratio!.Value.ShouldBe(factor, 0.05, "the rounds still give the ratio");
        foreach (var result in results.Where(result => result.Key is not ("latency.scheduled.mean" or "client.memory.peak")))
        {
            result.Note.ShouldBe("1 of 2,400 queries of subject failed");
        }
    }

    [Test]
    public void Side_WithAFailedQuery_CanStillBeSlower()
    {
        var rounds = new SimulatedRounds(18).Take(20, subjectFactor: 2).ToArray();
        rounds[4].Subject = Failing(rounds[4].Subject);
        Rounds.Compare("subject", "reference", rounds)[0].Outcome.ShouldBe(ComparisonOutcome.Slower);
    }

    [Test]
    public void Failure_InARoundThatIsLeftOut_OpensNothing()
    {
        var rounds = new SimulatedRounds(18).Take(20, subjectFactor: 0.5).ToArray();
        rounds[4].Subject = With(Failing(rounds[4].Subject), new GeneratorResult(60, 0, 1, 0, 0, null));
        Rounds.Compare("subject", "reference", rounds, sameClient: true)[0].Outcome.ShouldBe(ComparisonOutcome.Faster);
    }

    private static RoundSide Failing(RoundSide side) => side with
    {
        Load = side.Load with { Succeeded = side.Load.Succeeded - 1, Failed = 1, LatencyMs = WithoutMean(side.Load.LatencyMs) },
    };

    private static LoadLatency WithoutMean(LoadLatency latency) =>
        latency with { Scheduled = latency.Scheduled with { Mean = null, Max = null } };

    [Test]
    public void Figures_OfARoundWhoseGeneratorWasTheBottleneck_AreUnknownButForTheProcess()
    {
        var side = SimulatedRounds.Of([.. Enumerable.Repeat(20.0, 120)]) with { Disturbed = "12% of the starts were late" };
        ComparedMeasure.OfLoads.ShouldAllBe(measure => double.IsNaN(measure.Of(side)));
        ComparedMeasure.Find("client.cpu.perQuery")!.Of(side).ShouldBe(400.0 / 120, 1e-9);
        ComparedMeasure.Find("client.memory.peak")!.Of(side).ShouldBe(200_000_000);
    }

    [TestCase(true, 17)]
    [TestCase(false, 20)]
    public void Rounds_WhoseGeneratorWasLate_AreLeftOutOnlyWhereOneClientCarriedBothSides(bool sameClient, int told)
    {
        var rounds = new SimulatedRounds(9).Take(20).ToArray();
        rounds[0].Subject = With(rounds[0].Subject, new GeneratorResult(0, 0, 1, 0, 0, "98% of both cores"));
        rounds[1].Reference = With(rounds[1].Reference, new GeneratorResult(2, 0, 0.2, 0, 0, null));
        rounds[2].Subject = With(rounds[2].Subject, new GeneratorResult(50, 0, 0.2, 0, 0, null));
        rounds[3].Subject = With(rounds[3].Subject, new GeneratorResult(1, 99, 0.2, 0, 0, null));

        var results = Rounds.Compare("subject", "reference", rounds, sameClient);

        results.Single(result => result.Key == "latency.scheduled.p50").Rounds.ShouldBe(told);
        results.Single(result => result.Key == "client.cpu.perQuery").Rounds.ShouldBe(20);
    }

    [Test]
    public void Rounds_LeftOutForSeveralReasons_AreCountedByReason()
    {
        var rounds = new SimulatedRounds(9).Take(20).ToArray();
        rounds[2].Reference = With(
            rounds[2].Reference, new GeneratorResult(0, 0, 1, 0, 0, "its process used at least 95% of all 2 cores in 9 of 60 seconds"));
        rounds[3].Subject = With(rounds[3].Subject, new GeneratorResult(12, 0, 0.2, 0, 0, null));
        rounds[4].Subject = SimulatedRounds.Of([.. Enumerable.Repeat(20.0, 19)]);
        rounds[5].Reference = rounds[5].Reference with { CpuMs = null };

        var results = Rounds.Compare("subject", "reference", rounds, sameClient: true).ToDictionary(result => result.Key);

        const string Disturbed = "2 whose generator did not keep up (the first: its process used at least 95% of all 2 cores in 9 of 60 "
            + "seconds)";
        results["latency.scheduled.p95"].Note.ShouldBe($"3 of 20 rounds left out: {Disturbed}, 1 with fewer than 20 queries");
        results["throughput"].Note.ShouldBe($"2 of 20 rounds left out: {Disturbed}");
        results["client.cpu.perQuery"].Note.ShouldBe("1 of 20 rounds left out: 1 without a figure");

        rounds[2] = rounds[1];
        Rounds.Compare("subject", "reference", rounds, sameClient: true)[0].Note.ShouldNotBeNull()
            .ShouldStartWith(
                "1 of 20 rounds left out: 1 whose generator did not keep up (the first: the generator started 10% of the queries late)");
    }

    private static RoundSide With(RoundSide side, GeneratorResult generator) =>
        side with { Load = side.Load with { Generator = generator } };

    [Test]
    public void Percentile_OfTooFewQueries_IsUnknownRatherThanTheMaximum()
    {
        var side = SimulatedRounds.Of([.. Enumerable.Repeat(20.0, 99)]);
        double.IsNaN(ComparedMeasure.Find("latency.scheduled.p99")!.Of(side)).ShouldBeTrue();
        ComparedMeasure.Find("latency.scheduled.p95")!.Of(side).ShouldBe(20);
        double.IsNaN(ComparedMeasure.Find("client.memory.peak")!.Of(side with { PeakMemoryBytes = null })).ShouldBeTrue();
    }

    private static ComparisonResult Compare((double Subject, double Reference)[] rounds) =>
        PairedComparison.Of(
            ComparedMeasure.Find("latency.scheduled.p50")!, "subject", "reference", [.. rounds.Select(
                round => (new RoundFigure(round.Subject), new RoundFigure(round.Reference)))], 7);

    private static (double Subject, double Reference)[] Steady(int rounds, double ratio) =>
        [.. Enumerable.Range(0, rounds).Select(i => (ratio * (1 + (0.01 * (i % 3))), 1 + (0.01 * (i % 2))))];
}
