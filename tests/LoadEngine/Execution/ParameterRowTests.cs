using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

/// <summary>With which row of its parameters each query is asked.</summary>
internal sealed class ParameterRowTests
{
    private static IEnumerable<TestCaseData> Schedules()
    {
        yield return Case("open", Open(10, Seconds(30)));
        yield return Case("arrivals at random", Open(10, Seconds(30), ArrivalPattern.Poisson));
        yield return Case("staged", Staged(Stage.Ramp(0, 20, Seconds(10)), Stage.Spike(50, Seconds(2))));
        yield return Case("clients", OwnSchedules(3, Ms(700), Seconds(30), ClientPhase.Spread));
        yield return Case("warmed up", OwnSchedules(2, Ms(500), Seconds(10)) with { WarmUp = Seconds(3) });

        static TestCaseData Case(string name, LoadPlan plan) => new TestCaseData(plan).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Schedules))]
    public async Task Row_OfAPlannedQuery_IsItsNumberModuloTheRows(LoadPlan plan)
    {
        var (journal, asked) = await RunAsync(plan with { Mix = [new("q") { ParameterRows = 7 }] });

        journal.Count(line => !line.Warmup).ShouldBeGreaterThan(14);
        journal.ShouldAllBe(line => line.ParameterRow == line.N % 7);
        asked.ShouldBe(journal.Select(line => line.ParameterRow), ignoreOrder: true);
        journal.Where(line => line.Warmup).Select(line => line.N).DefaultIfEmpty().Min().ShouldBe(0);
    }

    [Test]
    public async Task Row_OfBackToBackClients_GoesOnByTheirNumber()
    {
        var service = (Asked asked) => new Answer(asked.Client == 0 ? Ms(30) : Ms(100));
        var (journal, _) = await RunAsync(BackToBack(3, Seconds(5)) with { Mix = [new("q") { ParameterRows = 8 }] }, service);

        foreach (var client in journal.GroupBy(line => line.Client))
        {
            var rows = client.OrderBy(line => line.Planned).Select(line => line.ParameterRow).ToArray();
            rows.ShouldBe(Enumerable.Range(0, rows.Length).Select(i => (int?)((client.Key + (3 * i)) % 8)));
        }
    }

    [Test]
    public async Task Row_OfAStepOfASearch_BeginsAnew()
    {
        var simulated = new Simulated();
        var criteria = CriteriaSet.Parse([("capacity", "at least 3 queries per second"), ("failed queries", "none")]);
        var plan = Search(3, 3, 6, Seconds(5)) with { Mix = [new("q") { ParameterRows = 4 }] };
        var service = new SimulatedService(simulated.Time, Ms(10));
        await new CapacitySearch(simulated.Runner()).RunAsync(
            new LoadJob(plan, service.OpenAsync, criteria), () => simulated.Monitor, simulated.Observer, EvidenceKind.Acceptance,
            CancellationToken.None);

        simulated.Observer.Journal.Select(line => line.Load).Distinct().Count().ShouldBe(2);
        simulated.Observer.Journal.ShouldAllBe(line => line.ParameterRow == line.N % 4);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Row_DrawnAtRandom_DependsOnSeedAndPlaceOnly(bool backToBack)
    {
        var plan = (backToBack ? BackToBack(1, Seconds(30)) : Open(20, Seconds(30))) with
        {
            Mix = [new("q") { ParameterRows = 5 }],
            RandomParameters = true,
            Seed = 7,
        };
        var rows = await RowsAsync(plan);

        rows.ShouldBe(await RowsAsync(plan));
        rows.ShouldNotBe(await RowsAsync(plan with { Seed = 8 }));
        rows.Take(100).ShouldBe((await RowsAsync(plan with { QueryTimeout = Seconds(9), WarmUp = Seconds(1) })).Take(100));
        rows.GroupBy(row => row).Select(row => row.Count()).ShouldAllBe(count => count > 80 && count < 160);
        rows.Zip(rows.Skip(1)).Count(next => next.Second == (next.First + 1) % 5).ShouldBeLessThan(200);
    }

    [Test]
    public async Task Row_OfEachQueryOfAMix_IsItsOwn()
    {
        var plan = Open(20, Seconds(50)) with
        {
            Mix = [new("one") { ParameterRows = 2 }, new("two") { ParameterRows = 6 }, new("none")],
            RandomParameters = true,
        };
        var (journal, _) = await RunAsync(plan);

        journal.Where(line => line.Query == "none").ShouldAllBe(line => line.ParameterRow == null);
        Rows("one").ShouldBe([0, 1]);
        Rows("two").ShouldBe([0, 1, 2, 3, 4, 5]);

        IEnumerable<int?> Rows(string query) =>
            journal.Where(line => line.Query == query).Select(line => line.ParameterRow).Distinct().Order();
    }

    [Test]
    public async Task Row_ThatIsNeverAsked_StandsInTheJournal()
    {
        var plan = Open(10, Seconds(2)) with { Mix = [new("q") { ParameterRows = 3 }], MaxInFlight = 2 };
        var (journal, _) = await RunAsync(plan, _ => new Answer(Seconds(1)));

        journal.Count(line => line.Outcome == QueryOutcome.NeverStarted).ShouldBeGreaterThan(5);
        journal.ShouldAllBe(line => line.ParameterRow == line.N % 3);
    }

    [CancelAfter(30_000)]
    [Test]
    public async Task Rows_OfAnExternalClient_AreThoseOfOurClientInEachRound(CancellationToken cancellationToken)
    {
        var sides = new SimulatedTurns { Mix = [new("q") { ParameterRows = 7 }] };
        var external = new PlayedExternalClient(sides.Time, Ms(40));
        await sides.RunAsync(external, 2, cancellationToken);

        Rows("theirs").ShouldBe(Rows("ours"));
        Rows("ours").ShouldBe([.. OfARound(), .. OfARound()]);
        external.Executed.ShouldAllBe(schedule => schedule.Queries.All(query => query.Query.Row == query.N % 7));

        IEnumerable<int?> Rows(string load) => sides.Observer.Journal.Where(line => line.Load == load && !line.Warmup)
            .OrderBy(line => line.N).Select(line => line.ParameterRow);
        static IEnumerable<int?> OfARound() => Enumerable.Range(0, 20).Select(n => (int?)(n % 7));
    }

    [Test]
    public async Task Answer_WithParameters_IsComparedWithTheReferenceOfItsRow()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(6)) with { Mix = [new("q") { ParameterRows = 3, References = [10, 11, 12] }] };
        ulong Right(Asked asked) => 10 + (ulong)asked.Row!.Value;
        var right = await simulated.RunAsync(plan, new(simulated.Time, asked => new Answer(Ms(1)) { Checksum = Right(asked) }));
        var wrong = await simulated.RunAsync(
            plan, new(simulated.Time, asked => new Answer(Ms(1)) { Checksum = asked.Row == 2 ? 11 : Right(asked) }));

        Measured.Row(right, "answers", "equal to the reference").MeasuredText.ShouldBe("all 60 equal");
        Measured.Row(wrong, "answers", "equal to the reference").MeasuredText.ShouldBe("20 of 60 differ");
    }

    [Test]
    public async Task Schema_ThatIsAsked_IsCalledSoInJournalAndResults()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(5)) with { Asking = Asking.Schema };
        var result = (await simulated.RunAsync(plan, new(simulated.Time, Ms(5)))).ToResult();

        simulated.Observer.Journal.ShouldAllBe(line => line.Asked == AskedFor.Schema && line.Rows == null);
        result.Plan["asked for"].ShouldBe("the schema");
        (await RunAsync(Open(10, Seconds(5)))).Journal.ShouldAllBe(line => line.Asked == AskedFor.Answer && line.Rows == 10);
    }

    private static async Task<IReadOnlyList<int?>> RowsAsync(LoadPlan plan)
    {
        var (journal, _) = await RunAsync(plan);
        return [.. journal.Where(line => !line.Warmup).OrderBy(line => line.N).Select(line => line.ParameterRow)];
    }

    private static async Task<(IReadOnlyList<JournalLine> Journal, IReadOnlyList<int?> Asked)> RunAsync(
        LoadPlan plan, Func<Asked, Answer>? service = null)
    {
        var simulated = new Simulated();
        var asked = new List<int?>();
        await simulated.RunAsync(plan, new SimulatedService(simulated.Time, query =>
        {
            asked.Add(query.Row);
            return service?.Invoke(query) ?? new Answer(Ms(50));
        }));
        return (simulated.Observer.Journal, asked);
    }
}
