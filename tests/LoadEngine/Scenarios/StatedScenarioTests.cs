using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Disturbances;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Scenarios;

/// <summary>What a scenario may state, and the sentence where it cannot be run.</summary>
public sealed class StatedScenarioTests
{
    private static readonly LoadPlan Clients = OwnSchedules(1, Ms(50), Seconds(1));
    private static readonly LoadPlan Search = Simulated.Search(10, 10, 20, Seconds(60));
    private static readonly StatedComparison Python = new("this client", "Python", 1) { ExternalClient = "PySpark" };
    private static readonly StatedComparison OlderSpark = new("Spark 4.1.1", "Spark 3.5.8", 1);

    [Test]
    public void Scenario_WithoutALoad_IsRefused() => Refused(new() { Criteria = NoFailures }, "the scenario states criteria, but no load");

    [Test]
    public void Scenario_WithoutCriteria_IsRefused() =>
        Refused(Of(Clients) with { Criteria = null }, "the scenario has a load but no criteria, so it proves nothing");

    [Test]
    public void Search_WithAFurtherLoadOrAProfile_IsRefused()
    {
        Refused(
            Of(Search) with { Loads = [new(Clients), new(Search)] },
            "the search for the capacity of \"small\" has to be the only load of its scenario");
        Refused(
            Of(Search) with { Profiled = true },
            "the search for the capacity of \"small\" cannot be profiled; profile one load of a steady rate");
    }

    [Test]
    public void WarmUp_StatedTwice_IsRefusedWithBothSteps() => Refused(
        Of(Clients) with
        {
            Loads = [new(Clients with { WarmUp = Seconds(1) }, "When one client asks")],
            Terms = new() { WarmUp = Seconds(2), WarmUpStatedIn = "Given a warm-up" },
        },
        "the scenario states a warm-up twice, in \"Given a warm-up\" and in \"When one client asks\"; keep one of them");

    [Test]
    public void Profile_ComparedWithTheBaseline_IsRefused() => Refused(
        Of(Clients, ("median latency compared with the baseline", "no slower")) with { Profiled = true },
        "a profiled client is slower, so it cannot be compared with the baseline; profile another scenario");

    [Test]
    public void Terms_ThatALoadCannotHave_AreRefused() => Should.Throw<PlanException>(
        () => (Of(Clients) with { Terms = new() { QueryTimeout = TimeSpan.Zero } }).Validated())
        .Message.ShouldBe("The time for a query of the load \"clients\" must be above zero, not 00:00:00.");

    [Test]
    public void Load_ThatCannotBeRun_IsRefusedWhereItIsStated() => Should.Throw<PlanException>(
        () => new StatedScenario().With(new(OwnSchedules(0, Ms(50), Seconds(1)))))
        .Message.ShouldBe("0 clients for the load \"clients\" must be between 1 and 10,000.");

    private static IEnumerable<TestCaseData> Disturbed()
    {
        yield return new(
            new StatedTerms { CutEvery = Seconds(1) },
            "The load \"clients\" lasts 1 second, so a cut every 1 second never comes; shorten that.");
        yield return new(
            new StatedTerms { KilledAfter = Seconds(2) },
            "The load \"clients\" lasts 1 second, so the server is not killed after 2 seconds of it; shorten that.");
        yield return new(
            new StatedTerms { KilledAfter = TimeSpan.Zero },
            "The time until the server is killed of the load \"clients\" must be above zero, not 00:00:00.");
    }

    [TestCaseSource(nameof(Disturbed))]
    public void Disturbance_ThatNeverComes_IsRefused(object terms, string said) => Should.Throw<PlanException>(
        () => (Of(Clients) with { Terms = (StatedTerms)terms }).Validated()).Message.ShouldBe(said);

    [Test]
    public void Disturbance_OfAComparisonOrASearch_IsRefused()
    {
        var terms = new StatedTerms { CutEvery = Ms(500) };
        Refused(
            Of(Clients) with { Terms = terms, Comparison = OlderSpark },
            "a scenario that compares is not disturbed, because both sides would have to be alike; "
                + "leave out what cuts connections, kills the server or opens sessions anew");
        Refused(
            Of(Search) with { Terms = terms },
            "a search for the capacity is not disturbed, because its steps could not be told apart; leave the cuts or the restart out");
    }

    [TestCase("time to answer again", "under 60 seconds", "the scenario kills no server")]
    [TestCase("new sessions", "at least 1", "clients keep to their sessions")]
    [TestCase("rows in the table", "exactly those acknowledged", "no file of \"q\" says how the rows of its table are read back")]
    public void Row_ThatNeedsWhatTheScenarioDoesNotDo_IsRefused(string measure, string mustBe, string said) =>
        Should.Throw<CriterionFormatException>(() => Of(Clients, (measure, mustBe)).Validated()).Message.ShouldContain(said);

    [Test]
    public void RowsOfATable_ThatCouldNotBeToldApart_AreRefused()
    {
        var appending = Open(10, Seconds(60)) with { Mix = [new QueryShare("q") { TellsItsRows = true, ParameterRows = 600 }] };
        var few = appending with { Mix = [appending.Mix[0] with { ParameterRows = 300 }] };
        var killed = new StatedTerms { KilledAfter = Ms(500) };
        foreach (var (plan, terms, said) in (IEnumerable<(LoadPlan, StatedTerms, string)>)[
            (appending with { WarmUp = Seconds(1) }, new(), "the warm-up writes rows as well"),
            (few, new(), "the 300 rows of its parameters are written more than once each"),
            (appending, killed, "the table goes with the server that is killed")])
        {
            Should.Throw<CriterionFormatException>(
                () => (Of(plan, ("rows in the table", "exactly those acknowledged")) with { Terms = terms }).Validated())
                .Message.ShouldContain(said);
        }

        Should.Throw<CriterionFormatException>(() => (Of(Clients, ("server memory", "under 8 GB")) with { Terms = killed }).Validated())
            .Message.ShouldContain("the server that is looked into is killed");
    }

    [Test]
    public async Task Cuts_OfALoad_ComeAtEvenIntervalsWhileItLasts()
    {
        var simulated = new Simulated();
        var cuts = new List<(TimeSpan At, TimeSpan Wait)>();
        var start = simulated.Time.GetTimestamp();
        var every = new ConnectionCuts(Seconds(2), wait => cuts.Add((simulated.Time.GetElapsedTime(start), wait)));

        simulated.Disturbances = [every];
        await simulated.RunAsync(Open(10, Seconds(6)), new SimulatedService(simulated.Time, Seconds(5)));

        cuts.ShouldBe([(Seconds(2), Seconds(1.5)), (Seconds(4), TimeSpan.Zero)]);
    }

    [Test]
    public void Terms_OfTheScenario_AreThoseOfItsLoads()
    {
        var terms = new StatedTerms {
            WarmUp = Seconds(2),
            QueryTimeout = Seconds(3),
            Abandon = new AbandonRule(0.5, Seconds(1)),
            Seed = 7 };

        var load = (Of(Clients) with { Terms = terms }).Validated().Loads.ShouldHaveSingleItem();

        (load.WarmUp, load.QueryTimeout, load.Abandon, load.Seed).ShouldBe((Seconds(2), Seconds(3), terms.Abandon, 7));
    }

    [TestCase(0, "a comparison takes at least one round, not 0")]
    [TestCase(-1, "a comparison takes at least one round, not -1")]
    public void Comparison_OfNoRound_IsRefused(int rounds, string said) =>
        Refused(Of(Clients) with { Comparison = OlderSpark with { Rounds = rounds } }, said);

    [Test]
    public void Comparison_OfSeveralLoadsOrWithAProfile_IsRefused()
    {
        Refused(
            Of(Clients) with { Loads = [new(Clients), new(Clients with { Name = "other" })], Comparison = OlderSpark },
            "a scenario that compares has one load, which both sides run in turn; state the others in scenarios of their own");
        Refused(
            Of(Clients) with { Profiled = true, Comparison = OlderSpark },
            "a scenario that compares cannot be profiled, because the profile would be measured as well");
    }

    [Test]
    public void LoadAlone_WithoutItselfOrOthersAlongside_IsRefused()
    {
        var alone = StatedComparison.OfLoadAlone("clients", 2);
        var other = BackToBack(1, Seconds(1));

        Refused(
            Of(Clients) with { Comparison = alone },
            "the load \"clients\" is to be compared with itself alone, but nothing runs alongside; state another load");
        Refused(
            Of(Clients) with { Comparison = alone with { Alone = "others" } },
            "the load \"others\" is to be compared with itself alone, but the scenario only has \"clients\"");
        Refused(
            Of(Clients) with { Loads = [new(Clients), new(other with { Shape = new BackToBackLoad(1, Seconds(2)) })], Comparison = alone },
            "the load \"micro\" lasts 2 seconds and \"clients\" 1 second; loads that run alongside in rounds last equally long");
        CriteriaSet Rows(string load) => CriteriaSet.Parse(
        [
            new CriterionRow("failed queries", "none", "clients"),
            new CriterionRow("median latency compared with the same load alone", "at most 3 times", load),
        ]);
        StatedScenario With(string load) => new()
        {
            Loads = [new(other), new(Clients)], Comparison = alone, Criteria = Rows(load),
        };
        RowRefused(With("micro")).ShouldContain("the load \"micro\" is never run alone, only \"clients\" is");
        RowRefused(With("clients")).ShouldContain("No row of the criteria table judges the load \"micro\"");
        (With("clients") with
        {
            Criteria = CriteriaSet.Parse(
                [new CriterionRow("failed queries", "none", "clients"), new CriterionRow("failed queries", "none", "micro")]),
        }).Validated().Loads.Select(load => load.Name).ShouldBe(["clients", "micro"], "first the load that is compared");
    }

    [Test]
    public void Comparison_OfALoadThatChangesItsRate_IsRefused()
    {
        var stages = Staged(Stage.Hold(1, Seconds(1)), Stage.Hold(2, Seconds(1)));

        foreach (var plan in (LoadPlan[])[Search, stages])
        {
            Refused(
                Of(plan) with { Comparison = OlderSpark },
                $"the load \"{plan.Name}\" cannot be run in rounds: state it at one steady rate, without stages");
        }
    }

    [Test]
    public void Load_WithoutClientsOnASchedule_ComparedWithPython_IsRefused()
    {
        foreach (var plan in (LoadPlan[])[Open(1, Seconds(2)), BackToBack(2, Seconds(2))])
        {
            Refused(
                Of(plan) with { Comparison = Python },
                "PySpark has one query at a time in each session: state the load as clients, for example \"one client asks … 10 times "
                    + "per second "
                + "for 5 seconds\"");
        }

        Should.NotThrow(() => (Of(Open(1, Seconds(2))) with { Comparison = OlderSpark }).Validated());
    }

    [Test]
    public void AbandonRule_InAComparison_IsRefused() => Refused(
        Of(Clients) with { Comparison = Python, Terms = new() { Abandon = new AbandonRule(0.5, Seconds(10)) } },
        "a scenario that compares is never abandoned, because its rounds are short and begin anew: leave out \"the run is abandoned once "
            + "more "
        + "than 50% of the queries fail for 10 seconds\"");

    [Test]
    public void BriefRetries_ComparedWithPython_AreRefused() => Refused(
        Of(Clients) with { Comparison = Python, Terms = new() { Retries = Retries.Brief } },
        "PySpark has no such policy, so \"transient errors are retried for up to 4 seconds\" would apply to this client only: "
        + "write \"transient errors are retried as PySpark does\", or leave the step out");

    [TestCase(Retries.Off)]
    [TestCase(Retries.Standard)]
    public void Retries_ThatPySparkHasAsWell_Stand(Retries retries) =>
        Should.NotThrow(() => (Of(Clients) with { Comparison = Python, Terms = new() { Retries = retries } }).Validated());

    [TestCase("answers", "equal to the reference", "no checksums of answers are made while two sides take turns")]
    [TestCase("server memory", "under 8 GB", "the server is not watched while two sides take turns")]
    [TestCase("Server  memory growth", "under 1 GB per hour", "the server is not watched while two sides take turns")]
    [TestCase("client memory growth", "under 1 GB per hour", "growth is told from one load without pauses, and here two sides take turns")]
    [TestCase("retries", "none", "PySpark does not tell of them, and every row holds for both sides")]
    [TestCase("reattaches", "none", "PySpark does not tell of them, and every row holds for both sides")]
    public void Row_ThatRoundsCannotAnswer_IsNamedWithTheReason(string measure, string mustBe, string because) =>
        RowRefused(Of(Clients, ("failed queries", "none"), (measure, mustBe)) with { Comparison = Python }).ShouldBe(
            $"The row | {measure} | {mustBe} | of the criteria table cannot be judged: {because}; "
            + "leave the row out, or state it in a scenario that does not compare.");

    [TestCase("retries", "none")]
    [TestCase("reattaches", "none")]
    public void Row_OfWhatThisClientCounts_StandsWhereItRunsBothSides(string measure, string mustBe) =>
        Should.NotThrow(() => (Of(Clients, (measure, mustBe)) with { Comparison = OlderSpark }).Validated());

    [Test]
    public void Recovery_WithFewerSecondsAfterTheSpikeThanItTakes_IsRefused() => RowRefused(Of(
        Staged(Stage.Hold(5, Seconds(20)), Stage.Spike(15, Seconds(5)), Stage.Hold(5, Seconds(4))), ("time to recover", "under 3 s")))
        .ShouldEndWith("the load ends 4 seconds after its last spike, and 5 calm seconds are recovery.");

    [TestCase(AnswerReading.Rows, "rows")]
    [TestCase(AnswerReading.Arrow, "Arrow tables")]
    public void Answers_ReadWithoutAChecksum_AreNamedWithTheReason(AnswerReading reading, string words) =>
        RowRefused(Of(Clients, ("answers", "equal to the reference")) with { Terms = new() { Reading = reading } }).ShouldBe(
            "The row | answers | equal to the reference | of the criteria table cannot be judged: answers that are read as "
            + $"{words} have no checksum; leave the row out, or \"answers are read as {words}\".");

    [Test]
    public void RandomParameters_OfQueriesWithoutAny_AreRefused()
    {
        Refused(
            Of(Clients) with { Terms = new() { RandomParameters = true } },
            "no query of the scenario has parameters that could be drawn at random; leave \"parameters are drawn at random\" out");

        var load = (Of(WithRows(5)) with { Terms = new() { RandomParameters = true } }).Validated().Loads.ShouldHaveSingleItem();
        (load.RandomParameters, load.IsRandom).ShouldBe((true, true));
    }

    [TestCase("answers", "equal to the reference", false)]
    [TestCase("answers compared with Spark 3.5.8", "equal", true)]
    public void Answers_OfTooManyRowsOrOfASchema_AreRefused(string measure, string mustBe, bool compared)
    {
        StatedScenario With(LoadPlan plan) => Of(plan, (measure, mustBe)) with { Comparison = compared ? OlderSpark : null };
        Should.NotThrow(() => With(WithRows(1000)).Validated());

        RowRefused(With(WithRows(1001))).ShouldBe(
            $"The row | {measure} | {mustBe} | of the criteria table cannot be judged: \"q\" has 1,001 rows of parameters, "
            + "and answers are compared for at most 1,000; give it fewer rows, or leave the row out.");
        RowRefused(With(Clients with { Asking = Asking.Schema })).ShouldContain(
            "the load \"clients\" asks for the schema, which has no rows.");
    }

    [Test]
    public void Cancelled_WithoutAndWithCancelling_HasItsOwnRows()
    {
        var cancelling = Clients with { Asking = new CancelledAfter(Ms(10)) };

        RowRefused(Of(Clients, ("95th percentile time to cancel", "under 1 second"))).ShouldContain("the load \"clients\" cancels nothing");
        RowRefused(Of(cancelling, ("rows per query", "every row"))).ShouldContain(
            "the load \"clients\" cancels its queries, so that no answer is whole");
        Should.NotThrow(() => Of(cancelling, ("maximum time to cancel", "under 1 second")).Validated());
        Refused(Of(cancelling) with { Comparison = Python }, "PySpark does not tell when a query that it cancelled has ended; "
            + "compare two Sparks instead");
    }

    [Test]
    public void Answers_ComparedWithoutASecondSpark_AreRefused()
    {
        RowRefused(Of(Clients, ("answers compared with Spark 3.5.8", "equal"))).ShouldContain(
            "compares with \"Spark 3.5.8\", but the scenario compares with no other side");
        RowRefused(Of(Clients, ("answers compared with the baseline", "equal"))).ShouldContain(
            "the baseline keeps no answers; state a comparison with another Spark");
        RowRefused(Of(Clients, ("answers compared with Python", "equal")) with { Comparison = Python }).ShouldContain(
            "PySpark asks the same Spark as this client; state a comparison with another Spark");
    }

    [Test]
    public void Parameters_ComparedWithPython_HaveALimit()
    {
        Should.NotThrow(() => (Of(WithRows(100)) with { Comparison = Python }).Validated());
        Should.NotThrow(() => (Of(WithRows(101)) with { Comparison = OlderSpark }).Validated());
        Refused(
            Of(WithRows(101)) with { Comparison = Python },
            "PySpark prepares a query for each row of its parameters, for at most 100 rows, and \"q\" has 101; give it fewer rows");
    }

    [Test]
    public void Schema_WithWhatNeedsRows_IsRefused()
    {
        var plan = Open(10, Seconds(5)) with { Asking = Asking.Schema };
        Should.NotThrow(() => (Of(plan) with { Comparison = OlderSpark }).Validated());
        RowRefused(Of(plan, ("rows per query", "every row"))).ShouldContain("the load \"small\" asks for the schema, which has no rows.");
        Refused(
            Of(plan) with { Comparison = Python },
            "PySpark keeps the schema of a query once it has it, so it cannot be asked for it again; compare two Sparks instead");
        Refused(
            Of(plan) with { Terms = new() { Reading = AnswerReading.Rows } },
            "the load \"small\" asks for the schema, which has no rows; leave \"answers are read as rows\" out");
    }

    [Test]
    public void Sessions_OfEachQuery_CanBeComparedOnTwoSparksOnly()
    {
        var each = Clients with { Asking = new SessionEach() };
        Should.NotThrow(() => (Of(each) with { Comparison = OlderSpark }).Validated());

        Refused(
            Of(each) with { Comparison = Python },
            "PySpark keeps its sessions open from one query to the next, so no load of it opens and releases them; "
                + "compare two Sparks instead");
    }

    [Test]
    public void Rows_ThatALoadOfItsOwnAnswers_Stand() => Should.NotThrow(() => Of(
        Clients, ("answers", "equal to the reference"), ("server memory", "under 8 GB"),
        ("client memory growth", "under 100 MB per hour")).Validated());

    [Test]
    public void Load_NamedInARowOfAComparison_IsThatOfBothSides()
    {
        var criteria = CriteriaSet.Parse([new CriterionRow("failed queries", "none", "clients")]);

        var runnable = (Of(Clients) with { Criteria = criteria, Comparison = Python }).Validated();

        runnable.Criteria.Rows.ShouldBe([new CriterionRow("failed queries", "none")]);
        var (subject, reference) = Python.PlansOf(runnable.Loads[0]);
        (subject.Name, subject.Side, reference.Name, reference.Side)
            .ShouldBe(("clients by this client", "this client", "clients by Python", "Python"));
        OlderSpark.PlansOf(Clients).Reference.Name.ShouldBe("clients on Spark 3.5.8");
    }

    [TestCase(1, 20)]
    [TestCase(0.1, 2)]
    [TestCase(0.001, 1)]
    public void Rounds_OfAShortenedRun_AreFewerButNeverNone(double scale, int rounds) =>
        (OlderSpark with { Rounds = 20 }).RoundsToRun(DurationScale.Of(scale)).ShouldBe(rounds);

    private static LoadPlan WithRows(int rows) => Clients with { Mix = [new("q") { ParameterRows = rows }] };

    private static CriteriaSet NoFailures => CriteriaSet.Parse([("failed queries", "none")]);

    private static StatedScenario Of(LoadPlan plan, params (string Measure, string MustBe)[] rows) =>
        Stated.Of(rows.Length == 0 ? NoFailures : CriteriaSet.Parse(rows), plan);

    private static void Refused(StatedScenario scenario, string said) =>
        Should.Throw<PlanException>(() => scenario.Validated()).Message.ShouldBe(said);

    private static string RowRefused(StatedScenario scenario) => Should.Throw<CriterionFormatException>(() => scenario.Validated()).Message;
}
