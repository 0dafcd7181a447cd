using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
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

    /// <summary>The server is killed after 40 of 60 seconds, and nothing is answered from then on.</summary>
    [TestCase("time to answer again", "under 30 seconds", 70, CriterionVerdict.NotJudged)]
    [TestCase("time to answer again", "under 20 seconds", 70, CriterionVerdict.NotMet)]
    [TestCase("time to answer again", "under 30 seconds", 50, CriterionVerdict.NotMet)]
    [TestCase("failed queries outside of the outage", "none", 70, CriterionVerdict.NotJudged)]
    [TestCase("failed queries outside of the outage", "none", 50, CriterionVerdict.NotMet)]
    public void Outage_ThatOutlastsTheLoad_IsJudgedAsFarAsItIsKnown(string measure, string mustBe, double back, CriterionVerdict verdict)
    {
        var load = OneMinute().Killed(40, back).Queries(400).Queries(200, outcome: QueryOutcome.Failed, error: "DOWN").Done();

        var row = Row(load, measure, mustBe, EvidenceKind.Rehearsal);

        row.Verdict.ShouldBe(verdict, row.Note);
        if (verdict == CriterionVerdict.NotJudged)
        {
            row.Note.ShouldBe(
                "the load ended 20 seconds after the server was killed, and the one that was started again was not ready by then");
            Row(load, measure, mustBe).Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        }
    }

    [TestCase("time to answer again", "under 30 seconds")]
    [TestCase("failed queries outside of the outage", "none")]
    public void Outage_AfterTheLoad_IsInconclusive(string measure, string mustBe) =>
        Row(OneMinute().Killed(61, 70).Queries(600).Done(), measure, mustBe).Note.ShouldBe("the load ended before the server was killed");

    [TestCase("reattaches", "at least 1", 1, CriterionVerdict.NotJudged, CriterionVerdict.NotMet)]
    [TestCase("new sessions", "at least 3", 1, CriterionVerdict.NotJudged, CriterionVerdict.NotMet)]
    [TestCase("retries", "above 2", 1, CriterionVerdict.NotJudged, CriterionVerdict.NotMet)]
    [TestCase("new sessions", "at least 2", 1, CriterionVerdict.Met, CriterionVerdict.Met)]
    [TestCase("new sessions", "at most 1", 1, CriterionVerdict.NotMet, CriterionVerdict.NotMet)]
    [TestCase("new sessions", "at least 3", 60, CriterionVerdict.NotMet, CriterionVerdict.NotMet)]
    public void LowerBoundOfACount_InAShortenedLoad_IsNotMissedInARehearsal(
        string measure, string mustBe, double sixtieths, CriterionVerdict rehearsal, CriterionVerdict acceptance)
    {
        var plan = Open(10, TimeSpan.FromMinutes(6)) with { Scale = DurationScale.Of(sixtieths / 60) };
        var load = new Measured(plan).Queries(60, attempts: default).Queries(2, attempts: new Attempts(1, 0, 0) { NewSessions = 1 }).Done();

        var row = Row(load, measure, mustBe, EvidenceKind.Rehearsal);

        row.Verdict.ShouldBe(rehearsal);
        Row(load, measure, mustBe).Verdict.ShouldBe(acceptance);
        if (rehearsal == CriterionVerdict.NotJudged)
        {
            row.Note.ShouldBe("the load lasted 6 seconds of 6 minutes, too short for so many");
        }
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
