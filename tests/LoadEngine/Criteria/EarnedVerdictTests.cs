using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Criteria;

/// <summary>Nothing passes of which nothing was asked, answered or judged, and no second of a load is left out.</summary>
internal sealed class EarnedVerdictTests
{
    [Test]
    public async Task Load_WhoseEveryQueryTimesOut_DoesNotPassByRowsThatDoNotMind()
    {
        var criteria = CriteriaSet.Parse([("retries", "none"), ("throughput", "under 5 queries per second")]);
        var simulated = new Simulated();
        var plan = Open(1, Seconds(30)) with { QueryTimeout = Seconds(1) };
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Seconds(100)), criteria);

        var (verdict, reason) = ScenarioJudge.Judge(criteria.Judge(load, EvidenceKind.Rehearsal), [load], EvidenceKind.Rehearsal);

        (verdict, reason).ShouldBe((ScenarioVerdict.Inconclusive, "no query of the load \"small\" was answered"));
    }

    [Test]
    public async Task Load_WhoseQueriesAreAnsweredBeforeTheyAreCancelled_DidNotCancel()
    {
        var criteria = CriteriaSet.Parse([("failed queries", "none")]);
        var simulated = new Simulated();
        var plan = Open(1, Seconds(30)) with { Asking = new CancelledAfter(Seconds(1)) };
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(5)), criteria);

        var (verdict, reason) = ScenarioJudge.Judge(criteria.Judge(load, EvidenceKind.Rehearsal), [load], EvidenceKind.Rehearsal);

        (verdict, reason).ShouldBe(
            (ScenarioVerdict.Inconclusive, "no query of the load \"small\" was cancelled, because each was answered before"));
    }

    [TestCase(EvidenceKind.Acceptance, ScenarioVerdict.Inconclusive)]
    [TestCase(EvidenceKind.Rehearsal, ScenarioVerdict.Passed)]
    public async Task Mix_WithAQueryThatWasNeverAsked_IsNoEvidenceOfIt(EvidenceKind evidence, ScenarioVerdict expected)
    {
        var criteria = CriteriaSet.Parse([("failed queries", "none")]);
        var simulated = new Simulated();
        var plan = Open(1, Seconds(3)) with { Mix = [new("often", 99), new("rare", 1)] };
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(5)), criteria);

        var (verdict, reason) = ScenarioJudge.Judge(criteria.Judge(load, evidence), [load], evidence);

        verdict.ShouldBe(expected);
        reason.ShouldBe(expected == ScenarioVerdict.Passed ? null : "\"rare\" was never asked in the load \"small\"");
        load.ToResult().Queries.ShouldBe([new QueryResult("often", 3, 3, 0), new QueryResult("rare", 0, 0, 0)]);
    }

    [Test]
    public void Load_ThatNoRowJudges_IsRefusedByName()
    {
        LoadPlan[] plans = [Open(10, Seconds(60)), Open(1, Seconds(60)) with { Name = "heavy" }];
        var criteria = CriteriaSet.Parse(
            [new CriterionRow("failed queries", "none", "small"), new CriterionRow("client memory", "under 5 GB", "heavy")]);

        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith(plans)).Message.ShouldBe(
            "No row of the criteria table judges the load \"heavy\"; add one, for example | heavy | failed queries | none |, or leave "
                + "the load out.");
    }

    [Test]
    public void Query_ThatIsLostOnItsWay_CountsAsUnfinished()
    {
        var counts = new LoadCounts { Planned = 3, Started = 2 };

        (counts.Unfinished, counts.NeverStarted, counts.Unsuccessful).ShouldBe((2, 1, 3));
    }

    [Test]
    public async Task Windows_OfAServerThatStoodStill_CountTheSecondsInWhichAClientWaited()
    {
        var criteria = CriteriaSet.Parse([("maximum latency in 90% of the seconds", "under 1 second")]);
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(5)) { Stopped = (Seconds(5), Seconds(10)) };
        var load = await simulated.RunAsync(BackToBack(1, Seconds(15)), service, criteria);

        var row = criteria.Judge(load, EvidenceKind.Acceptance)[0];

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, row.MeasuredText);
        row.MeasuredText.ShouldEndWith("of 15 windows");
    }

    [Test]
    public async Task Windows_WithoutAnyoneWaiting_CountAsPartOfTheLoad()
    {
        var criteria = CriteriaSet.Parse([("maximum latency in 90% of the seconds", "under 1 second")]);
        var simulated = new Simulated();
        var load = await simulated.RunAsync(Open(0.1, Seconds(60)), new SimulatedService(simulated.Time, Ms(1500)), criteria);

        // Six queries of 1.5 s reach into the second after them; the first is the session's, and its two seconds are left out with it. So
        // ten of the other 58 seconds are slow, and 48 free.
        criteria.Judge(load, EvidenceKind.Rehearsal)[0].MeasuredText.ShouldBe("1.5 s kept in 90% of 58 windows");
    }

    [TestCase(60, 0.1, "met", TestName = "Recovery_OfASparseLoad_IsFoundAtItsFirstCalmQuery")]
    [TestCase(3, 20, "notJudged", TestName = "Recovery_WithFewerSecondsAfterThanItTakes_IsNotJudged")]
    public async Task Recovery(int secondsAfter, double rate, string verdict)
    {
        var criteria = CriteriaSet.Parse([("time to recover", "under 20 seconds")]);
        var simulated = new Simulated();
        var plan = Staged(Stage.Hold(rate, Seconds(60)), Stage.Spike(rate * 3, Seconds(20)), Stage.Hold(rate, Seconds(secondsAfter)));
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(20)), criteria);

        var row = criteria.Judge(load, EvidenceKind.Rehearsal)[0];

        row.Verdict.ShouldBe(Enum.Parse<CriterionVerdict>(verdict, ignoreCase: true), row.Note);
    }

    [TestCase(5, 1, EvidenceKind.Rehearsal, CriterionVerdict.NotJudged)]
    [TestCase(5, 1, EvidenceKind.Acceptance, CriterionVerdict.NotMet)]
    [TestCase(5, 2, EvidenceKind.Rehearsal, CriterionVerdict.NotMet)]
    [TestCase(5, 0, EvidenceKind.Rehearsal, CriterionVerdict.Met)]
    [TestCase(100, 1, EvidenceKind.Rehearsal, CriterionVerdict.Met)]
    public void Share_OfSoFewStartsThatOneBreaksIt_IsNotJudgedInARehearsal(
        int count, int late, EvidenceKind evidence, CriterionVerdict verdict)
    {
        var load = OneMinute().Queries(count - late).Queries(late, late: 500, waited: 500).Done();

        Row(load, "queries started on time", "at least 99%", evidence).Verdict.ShouldBe(verdict);
    }

    [Test]
    public void Latency_OfAShortRehearsalWithOneLateStart_IsJudgedAllTheSame()
    {
        var load = OneMinute().Queries(4).Queries(1, late: 500).Done();

        Row(load, "95th percentile latency", "under 5 seconds", EvidenceKind.Rehearsal).Verdict.ShouldBe(CriterionVerdict.Met);
        Row(load, "95th percentile latency", "under 5 seconds").Verdict.ShouldBe(CriterionVerdict.Inconclusive);
    }

    [Test]
    public async Task Client_ThatTheWarmUpDidNotReach_HasItsFirstQueryInTheLoad()
    {
        var criteria = CriteriaSet.Parse([("first query latency", "under 1 second")]);
        var simulated = new Simulated();
        var plan = OwnSchedules(4, Seconds(8), Seconds(32), ClientPhase.Spread) with { WarmUp = Seconds(3) };
        var load = await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(20)), criteria);

        criteria.Judge(load, EvidenceKind.Acceptance)[0].Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [TestCase("under 0,500 seconds")]
    [TestCase("under 1,50 seconds")]
    [TestCase("under 01,500 seconds")]
    [TestCase("under 1234,567 seconds")]
    [TestCase("under 1,000,00 seconds")]
    [TestCase("under 1e3 ms")]
    [TestCase("under ٣ seconds")]
    [TestCase("under ５ seconds")]
    [TestCase("under 1٣ seconds")]
    [TestCase("under ５0 ms")]
    [TestCase("under 1.2.3 seconds")]
    [TestCase("under -5 seconds")]
    [TestCase("under 5 000 ms")]
    public void Number_ThatCanBeReadInTwoWaysOrNone_IsRefused(string mustBe) =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([("median latency", mustBe)])).Message.ShouldContain(mustBe);

    [TestCase("under 1,500 ms", 1500)]
    [TestCase("under 1,234,567 ms", 1_234_567)]
    [TestCase("under 1500ms", 1500)]
    [TestCase("under 0.5 seconds", 500)]
    public void Number_WithThousandsOrWithoutABlank_IsWhatItSays(string mustBe, double milliseconds) =>
        Row(OneMinute().Queries(100).Done(), "median latency", mustBe).Threshold.ShouldBe(milliseconds);

    [Test]
    public void Comma_InALanguageThatWritesDecimalsWithIt_IsRefusedWithBothReadings()
    {
        CriterionRow[] rows = [new("median latency", "under 1,500 ms")];

        Should.NotThrow(() => CriteriaSet.Parse(rows, "en-au"));
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse(rows, "de")).Message
            .ShouldContain("in a feature in the language \"de\", \"1,500\" can be 1500 or 1.500");
    }

    [Test]
    public void Languages_WithADecimalComma_AreThoseThatTheSystemKnows()
    {
        string[] some = ["en", "en-au", "ja", "zh-CN", "ko", "he", "th", "hi", "cy-GB", "ga", "de", "fr", "es", "it", "pt", "ru", "pl",
            "sv", "tr", "uk", "sr-Latn", "vi", "id", "nl"];

        foreach (var language in some)
        {
            DecimalComma.IsUsedIn(language).ShouldBe(
                CultureInfo.GetCultureInfo(language).NumberFormat.NumberDecimalSeparator == ",", language);
        }
    }
}
