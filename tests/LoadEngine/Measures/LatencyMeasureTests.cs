using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

public sealed class LatencyMeasureTests
{
    [Test]
    public void Percentile_NotMet_SaysFigureMarginAndInterval()
    {
        var row = Row(OneMinute().Queries(540, 20).Queries(60, 3000).Done(), "95th percentile latency", "under 1 second");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("3 s");
        row.Measured!.Value.ShouldBe(3000, 3);
        row.Margin!.Value.ShouldBe(-2, 0.01);
        (row.Key, row.Unit, row.Comparison, row.Threshold).ShouldBe(("latency.scheduled.p95", "ms", "under", 1000));
        row.Interval.ShouldNotBeNull();
    }

    [TestCase("95th percentile latency", 3020)]
    [TestCase("95th percentile scheduled latency", 3020)]
    [TestCase("95th percentile service latency", 20)]
    [TestCase("maximum latency", 3020)]
    [TestCase("maximum service latency", 20)]
    [TestCase("median latency", 20)]
    [TestCase("mean latency", 320)]
    [TestCase("mean service latency", 20)]
    public void Latency_OfStartsThatWaitedForTheServer_CountsFromThePlan(string measure, double milliseconds)
    {
        var load = new Measured(OwnSchedules(1, Ms(100), Seconds(60))).Queries(540, 20).Queries(60, 20, late: 3000, waited: 3000).Done();

        Row(load, measure, "under 1 hour").Measured!.Value.ShouldBe(milliseconds, milliseconds * 0.001);
    }

    [Test]
    public void Percentile_BeyondTheAnswers_IsNotReachedAndSaysWhatFailed()
    {
        var row = Row(
            OneMinute().Queries(558).Queries(42, outcome: QueryOutcome.Failed, error: "DOWN").Done(),
            "95th percentile latency",
            "under 5 seconds");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("not reached: 7% failed");
        row.Measured.ShouldBeNull();
        row.Margin.ShouldBeNull();
    }

    [TestCase("mean latency")]
    [TestCase("maximum latency")]
    public void MeanAndMaximum_WithAnyFailure_AreNotReached(string measure)
    {
        var row = Row(OneMinute().Queries(599).Queries(1, outcome: QueryOutcome.TimedOut).Done(), measure, "under 1 hour");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("not reached: 0.167% failed");
    }

    [Test]
    public void MeanAndMaximum_WithAFailedFirstQuery_AreNotReached() =>
        Row(OneMinute().Queries(1, outcome: QueryOutcome.Failed, first: true).Queries(599).Done(), "maximum latency", "under 1 hour")
            .MeasuredText.ShouldBe("not reached: 0.167% failed");

    [Test]
    public void Latency_OfTheFirstQueryOnly_CannotBeTold()
    {
        var row = Row(OneMinute().Queries(1, first: true).Done(), "median latency", "under 1 hour");

        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        row.Note.ShouldBe("no query but the first of each session");
        row.MeasuredText.ShouldBe("unknown");
    }

    [TestCase(71, "95th percentile latency", "71 queries tell too little of this percentile, which needs 72")]
    [TestCase(367, "99th percentile latency", "367 queries tell too little of this percentile, which needs 368")]
    [TestCase(5, "median latency", "5 queries tell too little of this percentile, which needs 6")]
    public void Percentile_OfTooFewQueries_IsInconclusiveAndInARehearsalJudgedByItsValue(int queries, string measure, string note)
    {
        var load = OneMinute().Queries(queries).Done();

        var row = Row(load, measure, "under 1 second");
        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        row.Note.ShouldNotBeNull().ShouldStartWith(note);
        var rehearsed = Row(load, measure, "under 1 second", EvidenceKind.Rehearsal);
        rehearsed.Verdict.ShouldBe(CriterionVerdict.Met);
        rehearsed.Note.ShouldNotBeNull().ShouldStartWith($"{note}; judged by its value, because this is a rehearsal");
        Row(load, measure, "under 1 ms", EvidenceKind.Rehearsal).Verdict.ShouldBe(CriterionVerdict.NotMet);
        Row(OneMinute().Queries(queries + 1).Done(), measure, "under 1 second").Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [Test]
    public void Threshold_InsideTheInterval_IsClose()
    {
        // The interval of a median of 100 has its ends at the 40th and 61st value. Below 2 ms the histograms are exact to the microsecond.
        var measured = OneMinute();
        for (var n = 1; n <= 100; n++)
        {
            measured.Queries(1, latency: ((n * 37 % 100) + 1) * 0.01);
        }

        var load = measured.Done();
        var (far, near) = (Row(load, "median latency", "under 0.9 ms"), Row(load, "median latency", "under 0.55 ms"));

        far.Close.ShouldBeFalse();
        far.Note.ShouldBeNull();
        near.Close.ShouldBeTrue();
        near.Verdict.ShouldBe(CriterionVerdict.Met);
        near.Note.ShouldBe("close: the threshold lies within the 95% interval from 400 µs to 610 µs");
        Row(load, "median latency", "under 0.45 ms").Verdict.ShouldBe(CriterionVerdict.NotMet);
        Row(load, "median latency", "at most 0.61 ms").Close.ShouldBeTrue();
        Row(load, "median latency", "at most 0.62 ms").Close.ShouldBeFalse();
        Row(load, "median latency", "at most 0.4 ms").Close.ShouldBeTrue();
        Row(load, "median latency", "at most 0.39 ms").Close.ShouldBeFalse();
    }

    [Test]
    public void Interval_WithAnOpenEnd_SaysSo() =>
        Row(OneMinute().Queries(72 - 2).Queries(1, 500).Done(), "95th percentile latency", "under 1 second", EvidenceKind.Rehearsal)
            .Note.ShouldNotBeNull().ShouldEndWith("close: the threshold lies within the 95% interval from 20 ms to an open end");

    [Test]
    public void Interval_WithoutEnds_SaysThatTheQueriesAreTooFew() =>
        Row(OneMinute().Queries(4).Done(), "median latency", "under 1 second", EvidenceKind.Rehearsal)
            .Note.ShouldNotBeNull().ShouldEndWith("close: so few queries leave the 95% interval open at both ends");

    [Test]
    public void Window_Broken_SaysWhereAndOfHowMany()
    {
        var criteria = CriteriaSet.Parse([("maximum latency in every 10-second window", "under 1 second"), ("mean latency in 50% of the "
            + "10-second windows", "under 100 ms")]);
        var load = new Measured(Open(10, Seconds(60)), criteria).Queries(599, 20).Queries(1, 2000).Done();
        var rows = criteria.Judge(load, EvidenceKind.Acceptance);

        rows.Select(row => row.Verdict).ShouldBe([CriterionVerdict.NotMet, CriterionVerdict.Met]);
        rows[0].MeasuredText.ShouldBe("2 s in the worst of 6 windows");
        rows[1].MeasuredText.ShouldBe("20 ms kept in 50% of 6 windows");
        rows[0].Key.ShouldBe("latency.scheduled.max.in100%of10s");
    }

    [Test]
    public void Window_WithAFailure_IsNotReached()
    {
        var criteria = CriteriaSet.Parse([("maximum latency in every 10-second window", "under 1 second")]);
        var load = new Measured(Open(10, Seconds(60)), criteria).Queries(599, 20).Queries(1, outcome: QueryOutcome.Failed).Done();
        var row = criteria.Judge(load, EvidenceKind.Acceptance)[0];

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("not reached in 1 of 6 windows");
    }

    [TestCase(0)]
    [TestCase(40)]
    public void Windows_FewerThanThree_AreNotJudgedInARehearsalAndInconclusiveElse(int late)
    {
        var criteria = CriteriaSet.Parse([("maximum latency in every 20-second window", "under 1 second")]);
        var load = new Measured(Open(10, Seconds(59)), criteria).Queries(590 - late).Queries(late, late: 500).Done();

        var row = criteria.Judge(load, EvidenceKind.Rehearsal)[0];
        row.Verdict.ShouldBe(CriterionVerdict.NotJudged);
        row.Note.ShouldBe("only 2 complete windows, 3 are needed");
        row.MeasuredText.ShouldBe("unknown");
        criteria.Judge(load, EvidenceKind.Acceptance)[0].Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        var enough = new Measured(Open(10, Seconds(60)), criteria).Queries(600).Done();
        criteria.Judge(enough, EvidenceKind.Acceptance)[0].Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [TestCase("median latency in every 10-second window", 2, "a window has only 19 queries, this figure needs 20")]
    [TestCase("90th percentile latency in every 10-second window", 3, "a window has only 29 queries, this figure needs 36")]
    public void Window_OfTooFewQueries_IsInconclusive(string measure, double perSecond, string note)
    {
        // The first of the session is in no window.
        var criteria = CriteriaSet.Parse([(measure, "under 1 second")]);
        var load = new Measured(Open(perSecond, Seconds(60)), criteria).Queries(1, first: true).Queries((int)(perSecond * 60) - 1).Done();

        var row = criteria.Judge(load, EvidenceKind.Acceptance)[0];
        row.Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        row.Note.ShouldBe(note);
    }

    [Test]
    public void Window_OfTwentyQueries_IsEnoughForAMedianAndOneForAMaximum()
    {
        var criteria = CriteriaSet.Parse(
            [("median latency in every 10-second window", "under 1 second"), ("maximum latency in every second", "under 1 second")]);
        var load = new Measured(Open(2, Seconds(60)), criteria).Queries(120).Done();

        criteria.Judge(load, EvidenceKind.Acceptance).ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
    }

    [TestCase(60, true)]
    [TestCase(59, false)]
    public void Window_LongerThanTheLoad_IsRefused(double seconds, bool fits)
    {
        var criteria = CriteriaSet.Parse([("median latency in every minute", "under 1 second")]);
        LoadPlan[] plans = [Open(10, Seconds(seconds))];
        if (fits)
        {
            criteria.ValidatedWith(plans).ShouldBe(criteria);
        }
        else
        {
            Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith(plans)).Message.ShouldBe(
                "The row | median latency in every minute | under 1 second | of the criteria table cannot be judged: "
                + "the load lasts 00:00:59, less than one such window.");
        }
    }
}
