using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Measures;

/// <summary>Rows that compare with another side: how they read, when they are refused, and how they are judged.</summary>
public sealed class ComparedRowTests
{
    private static readonly LoadMeasurement[] NoLoads = [];

    [TestCase("median latency compared with Spark 3.5.8", "latency.scheduled.p50.comparedWith.spark-3.5.8")]
    [TestCase("95th percentile latency compared with Python", "latency.scheduled.p95.comparedWith.python")]
    [TestCase("99th percentile latency compared with the baseline", "latency.scheduled.p99.comparedWith.baseline")]
    [TestCase("mean latency compared with Python", "latency.scheduled.mean.comparedWith.python")]
    [TestCase("Client CPU per query  compared with python", "client.cpu.perQuery.comparedWith.python")]
    [TestCase("client memory compared with Python", "client.memory.peak.comparedWith.python")]
    [TestCase("median latency compared with the Spark \"lake-1\"", "latency.scheduled.p50.comparedWith.spark-lake-1")]
    [TestCase("throughput compared with Spark 3.5.8", "throughput.comparedWith.spark-3.5.8")]
    public void Measure_AsPeopleWriteIt_IsKnown(string text, string key) => Measure.Find(text).ShouldNotBeNull().Key.ShouldBe(key);

    [TestCase("maximum latency compared with Python", "is not a measure. Did you mean ")]
    [TestCase("medan latency compared with Python", "Did you mean \"median latency compared with Python\"")]
    [TestCase("server memory compared with Python", "Did you mean \"client memory compared with Python\"")]
    [TestCase("client CPU per query compared to Python", "Did you mean \"client CPU per query compared with Python\"")]
    [TestCase("median latency compared with", "is not a measure")]
    public void Measure_OtherwiseWritten_NamesTheNearest(string measure, string said) =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([(measure, "same")])).Message.ShouldContain(said);

    [TestCase("client CPU per query compared with Python", "faster", "Write for example \"lower\" or \"no higher\" or \"same\"")]
    [TestCase("client memory compared with Spark 3.5.8", "under 5 GB", "\"lower\" or \"no higher\"")]
    [TestCase("throughput compared with Python", "no slower", "\"no lower\" or \"higher\" or \"same\"")]
    [TestCase("throughput compared with Python", "at most 3 times", "or \"at least 0.5 times\"")]
    [TestCase("median latency compared with Python", "under 3 times", "or \"at most 3 times\"")]
    [TestCase("median latency", "at most 3 times", "Write for example \"under ")]
    [TestCase("median latency compared with Python", "under 1.1", "\"no slower\" or \"faster\"")]
    [TestCase("median latency compared with Python", "none", "\"no slower\" or \"faster\"")]
    [TestCase("median latency", "no slower", "Write for example \"under ")]
    public void Expectation_ThatDoesNotFit_SaysWhatWould(string measure, string mustBe, string said) =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([(measure, mustBe)])).Message.ShouldContain(said);

    [Test]
    public void Row_WithoutItsComparison_IsRefusedBeforeAnyLoad()
    {
        var criteria = CriteriaSet.Parse([("failed queries", "none"), ("median latency compared with Python", "no slower")]);
        var plan = Simulated.Open(1, TimeSpan.FromMinutes(1));
        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith([plan])).Message.ShouldBe(
            "The row | median latency compared with Python | no slower | of the criteria table compares with \"Python\", but the scenario "
            + "compares with no other side; leave the row out, or state that comparison.");
        Should.Throw<CriterionFormatException>(() => Compared(criteria, plan, "Spark 3.5.8").Validated()).Message.ShouldContain(
            "but the scenario compares with Spark 3.5.8 only");
        Should.NotThrow(() => Compared(criteria, plan, "Python").Validated());
        criteria.Compares("python").ShouldBeTrue();
        criteria.Compares(Sides.Baseline).ShouldBeFalse();
    }

    [Test]
    public void Row_OfTheClientComparedWithTheBaseline_IsRefusedForItHasOneFigure() =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([("client memory compared with the baseline", "lower")])
                .ValidatedWith([Simulated.Open(1, TimeSpan.FromMinutes(1))]))
            .Message.ShouldContain(
                "one figure of client memory, and two single figures cannot be told apart; with the baseline median latency, ");

    [TestCase("no slower", 0.95, 1.05, "Met")]
    [TestCase("no slower", 0.7, 0.8, "Met")]
    [TestCase("no slower", 0.95, 1.2, "Inconclusive")]
    [TestCase("no slower", 1.02, 1.2, "NotMet")]
    [TestCase("no higher", 1.02, 1.08, "Met")]
    [TestCase("faster", 0.7, 0.98, "Met")]
    [TestCase("lower", 0.95, 0.98, "Met")]
    [TestCase("faster", 0.95, 1.05, "NotMet")]
    [TestCase("faster", 0.8, 1.05, "Inconclusive")]
    [TestCase("faster", 1.1, 1.3, "NotMet")]
    [TestCase("same", 0.95, 1.05, "Met")]
    [TestCase("same", 0.8, 1.05, "Inconclusive")]
    [TestCase("same", 0.7, 0.8, "NotMet")]
    [TestCase("same", 1.2, 1.3, "NotMet")]
    [TestCase("no slower", null, null, "Inconclusive")]
    [TestCase("no slower", 1.3, null, "NotMet")]
    [TestCase("no slower", 0.9, null, "Inconclusive")]
    [TestCase("faster", null, 0.8, "Met")]
    [TestCase("at most 3 times", 2, 3, "Met")]
    [TestCase("at most 3 times", 2, 3.1, "Inconclusive")]
    [TestCase("at most 3 times", 3.1, 4, "NotMet")]
    [TestCase("at most 3 times", 3.1, null, "NotMet")]
    [TestCase("at most 3 times", 2, null, "Inconclusive")]
    [TestCase("at most 3 times", null, null, "Inconclusive")]
    public void Latency_ByTheIntervalOfItsRatio_IsJudged(string mustBe, double? low, double? high, string verdict) =>
        Judged("median latency", mustBe, low, high).Verdict.ToString().ShouldBe(verdict);

    [TestCase("no lower", 0.95, 1.05, "Met")]
    [TestCase("no lower", 0.7, 0.8, "NotMet")]
    [TestCase("no lower", 0.8, 1.05, "Inconclusive")]
    [TestCase("higher", 1.2, 1.3, "Met")]
    [TestCase("higher", 0.95, 1.05, "NotMet")]
    [TestCase("higher", 0.95, 1.3, "Inconclusive")]
    [TestCase("same", 1.2, 1.3, "NotMet")]
    [TestCase("at least 0.5 times", 0.5, 0.7, "Met")]
    [TestCase("at least 0.5 times", 0.4, 0.7, "Inconclusive")]
    [TestCase("at least 0.5 times", 0.3, 0.4, "NotMet")]
    public void Throughput_TheOtherWayRound_IsJudged(string mustBe, double? low, double? high, string verdict) =>
        Judged("throughput", mustBe, low, high).Verdict.ToString().ShouldBe(verdict);

    [Test]
    public void Row_Judged_PrintsRatioIntervalAndWhatItRestsOn()
    {
        var row = Judged("median latency", "no slower", 0.812, 1.204);
        row.MeasuredText.ShouldBe("0.989× (0.812 to 1.2)");
        row.Note.ShouldBe("the interval leaves it open; 20 rounds, interval of 99.86%");
        (row.Comparison, row.Threshold, row.Unit).ShouldBe(("under", 1.1, "times"));
        Judged("median latency", "faster", 0.95, 1.05).Note.ShouldNotBeNull().ShouldStartWith("the same within 10%");
        Judged("median latency", "same", 0.95, 1.05).Comparison.ShouldBe("within");
    }

    [TestCase(0.5, null, "0.5 or more")]
    [TestCase(null, 0.8, "up to 0.8")]
    public void Row_WhoseIntervalIsOpen_PrintsItsOneEnd(double? low, double? high, string end) =>
        Judged("median latency", "no slower", low, high).MeasuredText.ShouldEndWith($"({end})");

    [Test]
    public void Row_WhoseIntervalSaysNothing_PrintsTheRatioAlone()
    {
        var open = Comparison("median latency", 0.9, 1.1) with { Interval = new Interval(null, null), Ratio = 0.991 };
        var none = open with { Interval = null };

        CriteriaSet.Parse([("median latency compared with "
            + "Python", "no slower")]).Judge(NoLoads, EvidenceKind.Acceptance, open)[0].MeasuredText.ShouldBe("0.991×");
        CriteriaSet.Parse([("median latency compared with "
            + "Python", "no slower")]).Judge(NoLoads, EvidenceKind.Acceptance, none)[0].MeasuredText.ShouldBe("0.991×");
        CriteriaSet.Parse([("median latency compared with "
            + "Python", "no slower")]).Judge(NoLoads, EvidenceKind.Acceptance, none with { Ratio = null })[0].MeasuredText.ShouldBe(
                "not reached");
    }

    [TestCase("faster", 0.95, 0.98, "Inconclusive")]
    [TestCase("faster", 0.7, 0.8, "Met")]
    [TestCase("no slower", 0.95, 1.05, "Met")]
    public void Row_ComparedWithTheBaseline_NeedsMoreThanASmallDifference(string mustBe, double low, double high, string verdict)
    {
        // Of two single runs the outcome is faster only from a tenth on.
        var outcome = high < 0.9 ? ComparisonOutcome.Faster : ComparisonOutcome.Undecided;
        var comparison = Comparison("median latency", low, high) with { Reference = Sides.Baseline, Rounds = 0, Outcome = outcome };

        var row = CriteriaSet.Parse([("median latency compared with the "
            + "baseline", mustBe)]).Judge(NoLoads, EvidenceKind.Acceptance, comparison)[0];

        row.Verdict.ToString().ShouldBe(verdict);
        row.Note.ShouldNotBeNull().ShouldEndWith("two runs, interval of 99.86%");
        row.Close.ShouldBeFalse();
    }

    [Test]
    public void Row_OfWhichNoRoundTells_SaysThatItRestsOnNone()
    {
        var comparison = Comparison("99th percentile latency", 0.9, 1.1) with { Rounds = 0, Interval = new Interval(
            null,
            null), Outcome = ComparisonOutcome.Undecided };

        var row = CriteriaSet.Parse([("99th percentile latency compared with "
            + "Python", "no slower")]).Judge(NoLoads, EvidenceKind.Acceptance, comparison)[0];

        (row.Verdict, row.Note).ShouldBe((CriterionVerdict.Inconclusive, "the interval leaves it open; 0 rounds, interval of 99.86%"));
    }

    [TestCase("no slower", 0.9, 1.1, "Inconclusive")]
    [TestCase("no lower", 0.9091, 1, "Inconclusive")]
    public void Row_WhoseIntervalEndsAtTheThreshold_IsNotMet(string mustBe, double low, double high, string verdict)
    {
        var measure = mustBe == "no lower" ? "throughput" : "median latency";
        var end = mustBe == "no lower" ? new Interval(EquivalenceBand.Low, high) : new Interval(low, EquivalenceBand.High);
        var comparison = Comparison(measure, low, high) with { Interval = end, Outcome = ComparisonOutcome.Undecided };

        CriteriaSet.Parse([($"{measure} compared with Python", mustBe)]).Judge(NoLoads, EvidenceKind.Acceptance, comparison)[0]
            .Verdict.ToString().ShouldBe(verdict);
    }

    [Test]
    public void Row_OfASearchForTheCapacity_CannotBeCompared()
    {
        var plan = Simulated.Search(1, 1, 3, TimeSpan.FromMinutes(1));
        var criteria = CriteriaSet.Parse(
            [("capacity", "at least 1 query per second"), ("median latency compared with the baseline", "no slower")]);

        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith([plan]))
            .Message.ShouldEndWith("cannot be judged: a search for the capacity has no single load that could be compared.");
    }

    [Test]
    public void Row_InARehearsal_IsNotJudgedAndSaysWhy()
    {
        var criteria = CriteriaSet.Parse([("median latency compared with Python", "no slower")]);
        var without = criteria.Judge(NoLoads, EvidenceKind.Rehearsal)[0];
        without.Verdict.ShouldBe(CriterionVerdict.NotJudged);
        without.Note.ShouldBe("comparisons are judged only on a real Spark for the stated time");
        var with = criteria.Judge(NoLoads, EvidenceKind.Rehearsal, Comparison("median latency", 1.2, 1.3))[0];
        (with.Verdict, with.MeasuredText).ShouldBe((CriterionVerdict.NotJudged, "1.25× (1.2 to 1.3)"));
    }

    [Test]
    public void Row_WhoseComparisonWasNotMade_IsInconclusive()
    {
        var row = CriteriaSet.Parse([("median latency compared with Python", "no slower")]).Judge(NoLoads, EvidenceKind.Acceptance)[0];
        (row.Verdict, row.MeasuredText, row.Note).ShouldBe((CriterionVerdict.Inconclusive, "not compared", "it was not compared"));
    }

    [Test]
    public void Row_ComparedWithOneSide_IsNotJudgedByAnother()
    {
        var criteria = CriteriaSet.Parse([("median latency compared with Spark 3.5.8", "no slower")]);
        criteria.Judge(NoLoads, EvidenceKind.Acceptance, Comparison("median latency", 0.9, 1))[0].MeasuredText.ShouldBe("not compared");
    }

    private static StatedScenario Compared(CriteriaSet criteria, LoadPlan plan, string reference) =>
        Stated.Of(criteria, plan) with { Comparison = new StatedComparison("this client", reference, 1) };

    private static CriterionResult Judged(string measure, string mustBe, double? low, double? high) =>
        CriteriaSet.Parse([($"{measure} compared with "
            + "Python", mustBe)]).Judge(NoLoads, EvidenceKind.Acceptance, Comparison(measure, low, high))[0];

    private static ComparisonResult Comparison(string name, double? low, double? high)
    {
        var measure = ComparedMeasure.All.Single(known => known.Name == name);
        var interval = new Interval(low, high);
        var cost = new CostInterval(Math.Log(low ?? 0), Math.Log(high ?? double.PositiveInfinity));
        var outcome = measure.LowerIsBetter ? cost.Outcome : new CostInterval(-cost.High, -cost.Low).Outcome;
        return new ComparisonResult(
            measure.Key, "this client", "Python", Math.Sqrt(low * high ?? 0) is > 0 and var ratio ? ratio : null, interval, outcome, 20)
        {
            Confidence = 1 - (0.01 / 7),
        };
    }
}
