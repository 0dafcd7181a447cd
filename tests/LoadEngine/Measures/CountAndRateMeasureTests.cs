using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

public sealed class CountAndRateMeasureTests
{
    [Test]
    public void FailedQueries_OfEveryKind_AreCountedAndNamed()
    {
        var load = OneMinute().Queries(590).Queries(4, outcome: QueryOutcome.Failed, error: "DOWN").Queries(
            3, outcome: QueryOutcome.TimedOut)
            .Queries(2, outcome: QueryOutcome.Unfinished).Queries(1, outcome: QueryOutcome.NeverStarted).Done();
        var row = Row(load, "failed queries", "none");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("10 of 600 (1.67%)");
        row.Note.ShouldBe("4 failed, 3 timed out, 2 unfinished, 1 never started; most often DOWN: It broke. Badly.");
        (row.Measured, row.Unit, row.Comparison, row.Margin).ShouldBe((10, "queries", "none", null));
        Row(load, "failed queries", "at most 10").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "failed queries", "at most 9").Verdict.ShouldBe(CriterionVerdict.NotMet);
        Row(load, "failed queries", "under 2%").Measured!.Value.ShouldBe(1 / 60.0, 1e-9);
        Row(load, "failed queries", "under 2%").Unit.ShouldBe("ratio");
        Row(load, "failed queries", "under 1%").Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void FailedQueries_None_SaysOfHowManyAndWhatWasRetried()
    {
        var row = Row(OneMinute().Queries(599).Queries(1, attempts: new Attempts(2, 0, 0)).Done(), "failed queries", "none");

        row.Verdict.ShouldBe(CriterionVerdict.Met);
        row.MeasuredText.ShouldBe("0 of 600, 2 retried");
        row.Note.ShouldBeNull();
    }

    [Test]
    public void FailedQueries_OfALoadThatPlannedNothing_CannotBeTold() =>
        Row(OneMinute().Done(), "failed queries", "none").Note.ShouldBe("no query was planned");

    [Test]
    public void LongMessage_OfAFailure_IsCut()
    {
        var load = OneMinute().Queries(1, outcome: QueryOutcome.Failed, error: new string('x', 200)).Done();

        Row(load, "failed queries", "none").Note.ShouldBe($"1 failed; most often {new string('x', 200)}: It broke. Badly.");
    }

    [Test]
    public void RetriesAndReattaches_AreCountedApart()
    {
        var load = OneMinute().Queries(598).Queries(2, attempts: new Attempts(3, 5, 7)).Done();

        Row(load, "retries", "at most 5").MeasuredText.ShouldBe("6");
        Row(load, "retries", "at most 5").Verdict.ShouldBe(CriterionVerdict.NotMet);
        Row(load, "retries", "at most 6").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "reattaches", "at most 9").MeasuredText.ShouldBe("10");
        Row(load, "reattaches", "none").Verdict.ShouldBe(CriterionVerdict.NotMet);
        (Row(load, "retries", "none").Unit, Row(load, "reattaches", "none").Unit).ShouldBe(("retries", "reattaches"));
    }

    [Test]
    public void Throughput_CountsSuccessesThatEndedInTime()
    {
        // The last query is planned at 59.9 s and ends after the minute.
        var load = OneMinute().Queries(500).Queries(99, outcome: QueryOutcome.Failed).Queries(1, latency: 200).Done();
        var row = Row(load, "throughput", "above 9 queries per second");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("8.33 queries per second");
        (row.Unit, row.Comparison).ShouldBe(("queries/s", "above"));
        row.Margin!.Value.ShouldBe(-2 / 27.0, 1e-3);
        Row(load, "throughput", "at least 500 queries per minute").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "throughput", "above 500 queries per minute").Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void Throughput_OfALoadThatHadNoTime_CannotBeTold() =>
        Row(OneMinute().Queries(1).Done(measured: TimeSpan.Zero), "throughput", "above 1 query per second").Note
            .ShouldBe("the load had no time");

    [Test]
    public void StartedOnTime_LateForTheServer_IsNotMetAndSaysSo()
    {
        var load = new Measured(OwnSchedules(1, Ms(100), Seconds(60))).Queries(590).Queries(10, late: 50, waited: 50).Done();
        var row = Row(load, "queries started on time", "at least 99%");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("98.3%");
        row.Note.ShouldBe("10 starts waited for the server");
        Row(load, "median latency", "under 1 second").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "queries started on time", "at least 98%").Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [TestCase(20, 5)]
    [TestCase(50, 5)]
    [TestCase(60, 6)]
    [TestCase(1000, 100)]
    [TestCase(5000, 100)]
    public void StartedOnTime_Limit_IsATenthOfTheIntervalFrom5To100Ms(double interval, double limit) =>
        OnTimeTally.LimitOf(Ms(interval)).ShouldBe(Ms(limit));

    [Test]
    public void StartedOnTime_OfEveryQuery_NeedsNoNote() =>
        Row(OneMinute().Queries(600).Done(), "queries started on time", "at least 100%").Note.ShouldBeNull();

    [Test]
    public void StartedOnTime_OfALoadThatPlannedNothing_CannotBeTold() =>
        Row(OneMinute().Done(), "queries started on time", "at least 99%").Note.ShouldBe("no query was planned");

    [Test]
    public void LateStarts_OfTheGenerator_SpoilWhatDependsOnIt()
    {
        var load = OneMinute().Queries(590).Queries(10, late: 50).Done();
        const string note = "the generator started 1.67% of the queries more than 10 ms late (up to 50 ms)";

        foreach (var (measure, mustBe) in new[]
        {
            ("queries started on time", "at least 99%"), ("median latency", "under 1 second"), ("mean latency", "under 1 ms"),
            ("throughput", "above 1 query per second"),
        })
        {
            var row = Row(load, measure, mustBe);
            row.Verdict.ShouldBe(CriterionVerdict.Inconclusive, measure);
            row.Note.ShouldNotBeNull().ShouldStartWith(note);
        }

        Row(load, "failed queries", "none").Verdict.ShouldBe(CriterionVerdict.Met);
        // The row's own limit decides: here 2% may be late.
        var tolerant = CriteriaSet.Parse([("queries started on time", "at least 98%"), ("median latency", "under 1 second")])
            .Judge(load, EvidenceKind.Acceptance);
        tolerant.ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
    }

    [Test]
    public void LateStarts_AtTheLimit_SpoilNothing()
    {
        var load = OneMinute().Queries(594).Queries(6, late: 50).Done();

        Row(load, "median latency", "under 1 second").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "queries started on time", "at least 99%").Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [Test]
    public void Bottleneck_OfTheGenerator_SpoilsWhatDependsOnItOnly()
    {
        var load = OneMinute().Queries(600).Done(bottleneck: "it was tired");

        Row(load, "median latency", "under 1 second").Note.ShouldBe("the generator was the bottleneck: it was tired");
        Row(load, "first query latency", "under 1 second").Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        Row(load, "queries started on time", "at least 99%").Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "failed queries", "none").Verdict.ShouldBe(CriterionVerdict.Met);
    }
}
