using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Plans;

public sealed class LoadPlanTests
{
    private static readonly LoadPlan Good = Open(1, Seconds(30));

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return Case(Good with { Name = " " }, "A load needs a name.");
        yield return Case(Good with { Mix = [] }, "names no query");
        yield return Case(Good with { Mix = [new("q", 0)] }, "must be above zero");
        yield return Case(Good with { Mix = [new("q"), new("q")] }, "names a query twice");
        yield return Case(Good with { Mix = [new("q") { ParameterRows = -1 }] }, "\"q\" cannot have -1 rows of parameters");
        yield return Case(
            Good with { Mix = [new("q") { ParameterRows = 3, References = [1] }] },
            "\"q\" has 3 rows of parameters and 1 references; it needs one each");
        yield return Case(BackToBack(0, Seconds(30)), "between 1 and 10,000");
        yield return Case(Open(1, TimeSpan.Zero), "The duration of the load \"small\" must be above zero, not 00:00:00.");
        yield return Case(Good with { QueryTimeout = TimeSpan.Zero }, "time for a query");
        yield return Case(Good with { WarmUp = Seconds(-1) }, "warm-up");
        yield return Case(Good with { DrainLimit = Seconds(-1) }, "drain");
        yield return Case(Good with { MaxInFlight = 0 }, "allowed in flight, not 0");
        yield return Case(Good with { Abandon = new(1, Seconds(10)) }, "from 0% to below 100%");
        yield return Case(Good with { Abandon = new(0.5, TimeSpan.Zero) }, "for a time above zero");
        yield return Case(Good with { Asking = new CancelledAfter(TimeSpan.Zero) }, "time after which queries are cancelled");
        yield return Case(Good with { Asking = new CancelledAfter(Seconds(60)) }, "so it cannot be cancelled after 1 minute");
        yield return Case(Good with { Asking = new ReadAtAPace(0) }, "cannot be read at 0 rows per second");
        yield return Case(Staged(Stage.Hold(0, Seconds(30))), "send nothing");
        yield return Case(Staged(Stage.Hold(-1, Seconds(30))), "rates of zero or more");
        yield return Case(Staged(Stage.Hold(1, Seconds(30)), Stage.Hold(1, TimeSpan.Zero)), "duration of each stage");
        yield return Case(Staged(), "The duration of the load \"staged\" must be above zero, not 00:00:00.");
        yield return Case(Search(1, 1, 0.5m, Seconds(30)), "must go up");
        yield return Case(Open(1, TimeSpan.FromHours(73)), "The duration of the load \"small\" is 73 hours; it can be 72 hours at most.");
        yield return Case(
            Good with { QueryTimeout = TimeSpan.FromHours(1200) }, "The time for a query of the load \"small\" is 1200 hours; it can be "
                + "24 hours at most.");
        yield return Case(Good with { WarmUp = TimeSpan.FromHours(25) }, "The warm-up of the load \"small\" is 25 hours");
        yield return Case(BackToBack(1, Seconds(5), pause: TimeSpan.FromDays(60)), "The pause of the load \"micro\" is 1440 hours");
        yield return Case(Good with { Abandon = new(0.5, Seconds(31)) }, "can never be abandoned after failures for 31 seconds");
        yield return Case(Open(100_001, Seconds(30)), "asks 100,001 times per second");
        yield return Case(OwnSchedules(1000, Ms(5), Seconds(30)), "asks 200,000 times per second");
        yield return Case(Search(1, 0.001m, 5, Seconds(30)), "more than 1000 steps");
        yield return Case(
            new("q", new OpenLoad(Rate.Every(TimeSpan.FromDays(9)), Seconds(30)) { Pattern = ArrivalPattern.Poisson }),
            "plans no query in 30 seconds");

        static TestCaseData Case(LoadPlan plan, string said) => new TestCaseData(plan, said).SetName($"Plan_{said}_IsRefused");
    }

    [TestCaseSource(nameof(Bad))]
    public void Plan_ThatCannotBeRun_IsRefusedInOneSentence(LoadPlan plan, string said)
    {
        var message = Should.Throw<PlanException>(() => plan.Validated()).Message;
        message.ShouldContain(said);
        message.ShouldEndWith(".");
    }

    [Test]
    public void Plan_ThatCanBeRun_IsItself() => Good.Validated().ShouldBeSameAs(Good);

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return Kind(Open(10, Seconds(30)), "open");
        yield return Kind(Staged(Stage.Hold(10, Seconds(30))), "staged");
        yield return Kind(OwnSchedules(2, Seconds(1), Seconds(30)), "clients");
        yield return Kind(BackToBack(2, Seconds(30)), "backToBack");
        yield return Kind(Returning(2, Seconds(30)), "returning");
        yield return Kind(Search(10, 10, 30, Seconds(30)), "capacity");

        static TestCaseData Kind(LoadPlan plan, string model) =>
            new TestCaseData(plan, model).SetName($"Load_OfTheKind_{model}_IsCalledSoInResults");
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Load_InResults_IsCalledByItsKind(LoadPlan plan, string model)
    {
        var simulated = new Simulated();
        await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(20)));

        simulated.Observer.Begun.ShouldHaveSingleItem().Model.ShouldBe(model);
    }

    [TestCase(30, 60, TestName = "Drain_OfShortQueries_LastsAMinute")]
    [TestCase(180, 180, TestName = "Drain_OfLongQueries_LastsAsLongAsOneMayTake")]
    public void Drain(int queryTimeout, int drain) =>
        (Good with { QueryTimeout = Seconds(queryTimeout) }).DrainLimit.ShouldBe(Seconds(drain));

    [Test]
    public void Steps_OfARateThatIsNoDecimal_ReachTheLimitExactly()
    {
        var perMinute = (decimal count) => Rate.Of(count, TimeSpan.FromMinutes(1));

        Rates(perMinute(20), perMinute(60)).ShouldBe([perMinute(20), perMinute(40), perMinute(60)]);
        Rates(perMinute(20), Rate.PerSecondOf(1)).Last().CompareTo(Rate.PerSecondOf(1)).ShouldBe(0);
        Rates(Rate.Every(Seconds(7)), Rate.PerSecondOf(1)).Count().ShouldBe(7);

        static IEnumerable<Rate> Rates(Rate firstAndStep, Rate limit) =>
            new CapacityLoad(firstAndStep, firstAndStep, limit, Seconds(5)).Rates;
    }

    [Test]
    public void Announcement_OfAnotherAsking_SaysHowItAsks()
    {
        (Good with { Asking = new CancelledAfter(Seconds(1)) }).Announcement().ShouldBe(
            "30 queries of \"q\", each cancelled after 1 second, in 30 seconds");
        (BackToBack(1, Seconds(5)) with { Asking = new ReadAtAPace(200_000) }).Announcement().ShouldBe(
            "as many queries of \"q\", read at 200,000 rows per second, as 1 client gets answered one after the other in 5 seconds");
    }

    [Test]
    public void Announcement_SaysHowTheRateRisesAndWhatIsAskedFor()
    {
        Search(20, 20, 40, Seconds(60)).Announcement().ShouldEndWith("(20 per 1 s, raised by 20 per 1 s up to 40 per 1 s; even)");
        (Good with { Asking = Asking.Schema }).Announcement().ShouldBe("30 queries of \"q\", for the schema only, in 30 seconds");
    }

    [Test]
    public void Rate_OfNothing_IsRefused() => Should.Throw<PlanException>(() => Rate.PerSecondOf(0)).Message.ShouldContain("above zero");
}
