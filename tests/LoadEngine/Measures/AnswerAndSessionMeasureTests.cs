using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

public sealed class AnswerAndSessionMeasureTests
{
    private static Measured Load() => new(Open(10, Seconds(60)) with { Mix = [new QueryShare("q") { References = [42] }] });

    private static QueryAnswer Answer(long rows, long? expected = null, ulong? checksum = null) => new(rows, rows * 8, expected, checksum);

    [TestCase("every row", CriterionVerdict.NotMet)]
    [TestCase("exactly 1,000", CriterionVerdict.NotMet)]
    [TestCase("at least 1,000", CriterionVerdict.NotMet)]
    [TestCase("at least 999", CriterionVerdict.Met)]
    [TestCase("above 998", CriterionVerdict.Met)]
    [TestCase("above 999", CriterionVerdict.NotMet)]
    [TestCase("at most 1,000", CriterionVerdict.Met)]
    [TestCase("at most 999", CriterionVerdict.NotMet)]
    [TestCase("under 1,000", CriterionVerdict.NotMet)]
    [TestCase("none", CriterionVerdict.NotMet)]
    public void Rows_OfOneAnswerAmongMany_Count(string mustBe, CriterionVerdict verdict)
    {
        var load = Load().Queries(599, answer: Answer(1000, 1000)).Queries(1, answer: Answer(999, 1000)).Done();

        Row(load, "rows per query", mustBe).Verdict.ShouldBe(verdict);
    }

    [Test]
    public void Rows_Missing_SayHowManyAndTheRange()
    {
        var row = Row(
            Load().Queries(598, answer: Answer(1000, 1000)).Queries(2, answer: Answer(999, 1000)).Done(), "rows per query", "every row");

        row.MeasuredText.ShouldBe("2 of 600 answers have another number of rows (999 to 1,000 rows)");
        row.Measured.ShouldBe(0.999);
        (row.Unit, row.Comparison, row.Threshold).ShouldBe(("ratio", "all", 1));
        Row(Load().Queries(600, answer: Answer(7)).Done(), "rows per query", "exactly 7").Unit.ShouldBe("rows");
    }

    [Test]
    public void Rows_TooMany_AreNotMetEither()
    {
        var row = Row(Load().Queries(599, answer: Answer(10, 10)).Queries(1, answer: Answer(11, 10)).Done(), "rows per query", "every row");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.Measured.ShouldBe(0);
    }

    [TestCase(12, 9, "exactly 10", 12)]
    [TestCase(11, 8, "exactly 10", 8)]
    [TestCase(12, 8, "exactly 10", 8)]
    public void Rows_FarthestFromWhatIsAskedFor_Counts(long most, long fewest, string mustBe, double measured) =>
        Row(Load().Queries(1, answer: Answer(most)).Queries(1, answer: Answer(fewest)).Done(), "rows per query", mustBe).Measured
            .ShouldBe(measured);

    [Test]
    public void Rows_AllThere_SayHowMany()
    {
        var row = Row(Load().Queries(600, answer: Answer(1000, 1000)).Done(), "rows per query", "every row");

        row.Verdict.ShouldBe(CriterionVerdict.Met);
        row.MeasuredText.ShouldBe("every row of 600 answers (1,000 rows each)");
        row.Measured.ShouldBe(1);
    }

    [Test]
    public void Rows_OfNoAnswerOrNoKnownNumber_CannotBeTold()
    {
        Row(Load().Queries(600, outcome: QueryOutcome.Failed).Done(), "rows per query", "exactly 1").Note.ShouldBe("no query was answered");
        Row(Load().Queries(1, answer: Answer(1, 1)).Queries(1, answer: Answer(1)).Done(), "rows per query", "every row")
            .Note.ShouldBe("how many rows a complete answer has is not known");
    }

    [Test]
    public void Answers_Wrong_SayHowMany()
    {
        var row = Row(
            Load().Queries(598, answer: Answer(1, 1, 42)).Queries(2, answer: Answer(1, 1, 43)).Done(), "answers", "equal to the reference");

        row.Verdict.ShouldBe(CriterionVerdict.NotMet);
        row.MeasuredText.ShouldBe("2 of 600 differ");
        row.Measured!.Value.ShouldBe(598 / 600.0, 1e-9);
        row.Key.ShouldBe("answers");
    }

    [Test]
    public void Answers_AllEqual_SayHowMany()
    {
        var row = Row(Load().Queries(600, answer: Answer(1, 1, 42)).Done(), "answers", "equal to the reference");

        (row.Verdict, row.MeasuredText, row.Measured).ShouldBe((CriterionVerdict.Met, "all 600 equal", 1));
    }

    [Test]
    public void Answers_NotAllCompared_CannotBeToldUnlessOneIsWrong()
    {
        Row(Load().Queries(600, outcome: QueryOutcome.Failed).Done(), "answers", "equal to the reference").Note
            .ShouldBe("no query was answered");
        var row = Row(
            Load().Queries(599, answer: Answer(1, 1, 42)).Queries(1, answer: Answer(1)).Done(), "answers", "equal to the reference");
        (row.Verdict, row.Note).ShouldBe((CriterionVerdict.Inconclusive, "1 answers could not be compared with a reference"));
        Row(Load().Queries(1, answer: Answer(1, 1, 43)).Queries(1, answer: Answer(1)).Done(), "answers", "equal to the reference")
            .Verdict.ShouldBe(CriterionVerdict.NotMet);
    }

    [Test]
    public void FirstQuery_OfSeveralSessions_IsTheSlowest()
    {
        var load = new Measured(OwnSchedules(2, Ms(100), Seconds(60)))
            .Queries(1, latency: 900, first: true).Queries(1, latency: 1500, first: true, client: 1).Queries(598).Done();
        var row = Row(load, "first query latency", "under 1 second");

        (row.Verdict, row.MeasuredText, row.Key).ShouldBe((CriterionVerdict.NotMet, "1.5 s", "latency.first"));
    }

    [Test]
    public void FirstQuery_Failed_IsNotReached()
    {
        var load = new Measured(OwnSchedules(2, Ms(100), Seconds(60)))
            .Queries(1, first: true).Queries(1, outcome: QueryOutcome.Failed, first: true, client: 1).Done();
        var row = Row(load, "first query latency", "under 1 second");

        (row.Verdict, row.MeasuredText).ShouldBe((CriterionVerdict.NotMet, "not reached: 50% failed"));
    }

    [Test]
    public void FirstQuery_OfASessionThatWasNeverAsked_CannotBeTold() =>
        Row(new Measured(OwnSchedules(2, Ms(100), Seconds(60))).Queries(1, first: true).Done(), "first query latency", "under 1 second")
            .Note.ShouldBe("a session was never asked anything");

    [Test]
    public void Recovery_LongAfterTheSpike_SaysHowLong()
    {
        var row = Row(
            new Measured(Spike).Queries(600).Queries(550, latency: 1000).Queries(250).Done(), "time to recover", "under 20 seconds");

        (row.Verdict, row.MeasuredText, row.Key, row.Unit).ShouldBe((CriterionVerdict.NotMet, "35 s", "recovery", "ms"));
    }

    [Test]
    public void Recovery_AtTheEndOfTheSpike_TakesNoTime()
    {
        var row = Row(
            new Measured(Spike).Queries(600).Queries(200, latency: 1000).Queries(600).Done(), "time to recover", "under 1 second");

        (row.Verdict, row.Measured).ShouldBe((CriterionVerdict.Met, 0));
    }

    [Test]
    public void Recovery_ThatNeverCame_SaysSo()
    {
        var row = Row(new Measured(Spike).Queries(600).Queries(800, latency: 1000).Done(), "time to recover", "under 1 hour");

        (row.Verdict, row.MeasuredText, row.Measured).ShouldBe((CriterionVerdict.NotMet, "not recovered when the load was over", null));
    }

    [Test]
    public void Recovery_ToWhatWasHardlyAnswered_CannotBeTold()
    {
        var row = Row(
            new Measured(Spike).Queries(299).Queries(301, outcome: QueryOutcome.Failed).Queries(800).Done(),
            "time to recover",
            "under 1 hour");

        (row.Verdict, row.Note).ShouldBe((CriterionVerdict.Inconclusive, "most queries before the spike were not answered"));
    }

    [Test]
    public void Recovery_WithoutASpike_IsRefused()
    {
        var criteria = CriteriaSet.Parse([("time to recover", "under 9 s")]);

        criteria.ValidatedWith([Spike]).ShouldBe(criteria);
        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith([Open(10, Seconds(60))])).Message.ShouldEndWith(
            "cannot be judged: the load has no spike with a calm time before and after it.");
    }

    private static LoadPlan Spike => Staged(Stage.Hold(10, Seconds(60)), Stage.Spike(10, Seconds(20)), Stage.Hold(10, Seconds(60)));
}
